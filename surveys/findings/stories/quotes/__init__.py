"""Quotes: with their own consent, redacted by two, beside a theme."""
