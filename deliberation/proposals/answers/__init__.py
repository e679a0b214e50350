"""Answers of public bodies, and the board's replies."""
