"""Filled tables and editions as files: CSV, JSON, XLSX."""
