"""PDF files with a text layer: tables with and without rules, over pages, turned, cut."""
