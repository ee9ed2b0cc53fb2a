"""The installation as a whole: whether it is ready and whole, how it is brought up, copied out and back."""
