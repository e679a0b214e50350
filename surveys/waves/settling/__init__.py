"""Answers that came in one by one are written anew, many at once, in no order."""
