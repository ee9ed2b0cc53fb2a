"""What is known across slices, kept ready to show: of the organisation totals and revenue, of each customer figures."""
