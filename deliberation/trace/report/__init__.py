"""The report of a cycle: what one survey led to, with milestones and thanks."""
