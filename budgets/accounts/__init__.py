"""How people get into the workspace: passwords, second factor, sessions, and locks after failed logins."""
