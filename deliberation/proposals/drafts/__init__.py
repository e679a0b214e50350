"""Drafts of proposals, before the board has them."""
