"""Ways to a survey: short addresses and posters, and what a partner is told."""
