"""People: appointments, passwords, second factors, the log of what was done."""
