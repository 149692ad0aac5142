"""Budgets of departments; README.md in this folder describes the layers."""
