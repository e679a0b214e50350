"""Proposals: evidence, asks, the authority's answers and their clock."""
