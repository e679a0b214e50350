"""People: signing in, roles, guards, rights over one's own data."""
