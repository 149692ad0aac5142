"""Commands for the shell: parse, call, print."""
