"""Reads a customer list out of whatever file it comes in; knows no database and no HTTP."""
