"""Advice on the wording of questions: what to look at again, never what to do."""
