"""Entering facts: one screen a table, shaped like the form."""
