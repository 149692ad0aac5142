"""The public pages: parse the address, call, render."""
