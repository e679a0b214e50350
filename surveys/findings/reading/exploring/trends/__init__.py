"""The line through the waves of a question, where enough asked the same."""
