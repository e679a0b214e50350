"""Answers collected elsewhere: a file, what its columns mean, and what is kept."""
