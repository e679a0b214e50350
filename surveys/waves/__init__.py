"""Waves: one fielding of one instrument, and the answering of it."""
