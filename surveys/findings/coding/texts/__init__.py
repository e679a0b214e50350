"""Open texts leave the responses when a wave is frozen, and one day for good."""
