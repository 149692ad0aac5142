"""Opening a year, changing the house, watching the deadline."""
