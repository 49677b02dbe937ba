"""Page → Article: what a person came to read, and nothing of what surrounds it."""
