"""Reading tables whose form nobody declared: head, rows and sums are read off the page itself."""
