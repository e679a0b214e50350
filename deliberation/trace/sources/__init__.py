"""What a trace begins from, kind by kind, and where that comes from."""
