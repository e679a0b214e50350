"""Questionnaires at work: drafts, what is done to them, the way to a version."""
