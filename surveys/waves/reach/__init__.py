"""Who is missing: people reached so far beside the people who live here."""
