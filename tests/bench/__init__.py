"""Figures of the portal's speed, printed by `make bench`; they are no test, since they depend on the machine."""
