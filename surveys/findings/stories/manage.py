"""The desks and pages of this room together, for the application to register."""

from surveys.findings.stories.quotes import manage as quotes_desk

ROOMS = [quotes_desk]
