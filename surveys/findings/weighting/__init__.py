"""Published tables weighted to population figures, from published numbers alone."""
