"""What frozen tables say beyond their counts: each a function of published numbers."""
