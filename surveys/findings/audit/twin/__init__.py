"""A twin of the site that knows no answer: what it cannot say, the site must not."""
