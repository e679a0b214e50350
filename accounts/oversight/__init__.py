"""The public log: what was done with power, and how anybody can check it."""
