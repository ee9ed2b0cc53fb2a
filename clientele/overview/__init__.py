"""What is known across slices, kept ready to show: totals of the organisation, and figures of each customer."""
