"""The index in which lists and palette find anything by any part of a word."""
