"""What Lighthouse says of the site's main pages, printed by `make audit`."""
