"""Documents on their way into a draft: received, read in the background, looked at, confirmed, taken back."""
