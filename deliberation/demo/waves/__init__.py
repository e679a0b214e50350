"""Three waves of fictional answers."""
