"""Time and expenses: the week, the day, the month, the timer, approvals and the report."""
