"""Invoices: lines, numbers without gaps, payments, credit notes, and the documents that leave the house."""
