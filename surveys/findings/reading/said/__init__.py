"""Sentences of comparisons: what a group or a survey said beside another."""
