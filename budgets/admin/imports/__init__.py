"""Importing documents: upload, reading, preview, choice, confirmation."""
