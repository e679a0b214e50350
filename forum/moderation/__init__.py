"""Moderation: decisions on posts, and the public log of them."""
