"""Says in the reader's language what makes no sense in a draft."""
