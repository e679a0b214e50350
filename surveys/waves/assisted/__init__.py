"""Helping somebody to answer: read out, by phone, or from a paper form."""
