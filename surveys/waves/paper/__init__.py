"""The questions on paper: to print from a page, or as a tagged PDF."""
