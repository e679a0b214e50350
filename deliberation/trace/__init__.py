"""The trace: from a number down to the question, and up to what became of it."""
