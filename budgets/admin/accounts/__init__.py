"""People and how they get in: users and appointments, passwords, second factor, locks, and the log of who did what."""
