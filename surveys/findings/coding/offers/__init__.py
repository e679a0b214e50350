"""Codebooks of other places: kept until a coder takes one to start from."""
