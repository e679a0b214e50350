"""The trace: from a number down to its question, and up to what became of it."""
