"""Comparisons in the reader's language: sentences, pictures and lines of tables."""
