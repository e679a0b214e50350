"""One question as a person meets it: its controls and its words."""
