"""Invented regions with departments and budgets, for trying the site with many of them; marked so on every page."""
