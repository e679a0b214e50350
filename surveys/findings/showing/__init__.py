"""Frozen tables in words: what every page, picture and file of results shows."""
