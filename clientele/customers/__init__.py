"""Customers: who the firm works for, their people, and what was said."""
