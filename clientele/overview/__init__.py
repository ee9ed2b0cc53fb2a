"""What is known across slices, kept ready to show: at present how many customers there are of each status."""
