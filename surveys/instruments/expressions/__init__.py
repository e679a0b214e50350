"""Expressions of a questionnaire: the subset of XLSForm's that means one thing."""
