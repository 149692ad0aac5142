"""Entering facts by hand: one sheet a table, shaped like its form; its rows are made of facts and written back."""
