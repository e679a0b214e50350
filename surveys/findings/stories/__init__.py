"""In somebody's words: quotes from what people wrote, and stories that they tell."""
