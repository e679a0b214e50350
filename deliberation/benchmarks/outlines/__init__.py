"""Benchmarks of other places: kept until a member of a board suggests one here."""
