"""The exchange pack: what a community learned, for other places, without an answer."""
