"""The words of a draft in its other languages: who wrote them, and how far they are."""
