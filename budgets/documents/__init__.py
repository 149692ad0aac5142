"""Reading what departments publish: a file becomes grids, grids become tables, tables become facts."""
