"""Conversations: threads, posts and their moderation."""
