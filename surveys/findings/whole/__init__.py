"""A question as a whole: all its answers in one test, and its averages compared."""
