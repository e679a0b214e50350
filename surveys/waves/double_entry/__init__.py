"""Paper forms typed by two people: differences are shown, then one response is kept."""
