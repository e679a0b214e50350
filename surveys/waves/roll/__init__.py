"""One-time codes: who may answer, kept apart from what was answered."""
