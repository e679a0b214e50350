"""A draft as it will be on a resident's phone, with nothing kept."""
