"""Projects, and the time and expenses spent on them."""
