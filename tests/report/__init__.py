"""The text of a disclosure: figures tied to cells, sections written from the data, terms explained."""
