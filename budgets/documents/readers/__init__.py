"""File formats: bytes become lines of text and of cells, each with its place."""
