"""Cells that a spreadsheet must not take for formulas."""

import re

FORMULA_STARTS = ("=", "+", "@", "\t", "\r")
# A minus sign begins an amount more often than a formula.
NEGATIVE_AMOUNT = re.compile(r"-[\d,]+(\.\d+)?")


def neutralise(text: str) -> str:
    """Return a text that no spreadsheet evaluates: one that would begin a formula gets an apostrophe before it."""
    risky = text.startswith(FORMULA_STARTS) or (text.startswith("-") and not NEGATIVE_AMOUNT.fullmatch(text))
    return f"'{text}" if risky else text
