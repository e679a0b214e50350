"""Stories of change: told by anybody, chosen by a panel, taken back in one step."""
