"""Questions that read oddly to somebody: told by anyone, read by facilitators."""
