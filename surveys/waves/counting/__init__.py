"""Waves that keep no answers: each Send only adds to the counts that were declared."""
