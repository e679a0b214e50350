"""A new wave, made on the web: its plan is ticked, not written."""
