"""Residents' notes and shadow reports, which stand beside results."""
