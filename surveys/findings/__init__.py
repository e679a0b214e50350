"""Findings: answers become frozen, protected results."""
