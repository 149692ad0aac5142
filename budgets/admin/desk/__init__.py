"""The first page after login: what there is to do."""
