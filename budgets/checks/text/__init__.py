"""R13, R14, R20 and R21: the text of a budget against itself and against its tables."""
