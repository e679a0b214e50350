"""The chain of evidence: what a proposal cites, read, tried and counted."""
