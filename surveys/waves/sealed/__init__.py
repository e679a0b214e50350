"""Answers that waited on a phone until it was connected again, locked to the wave."""
