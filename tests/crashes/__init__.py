"""What is left when the server is killed in the middle of its work."""
