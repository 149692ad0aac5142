"""Tests of entering facts by hand."""
