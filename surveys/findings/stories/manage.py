"""The desks and pages of this room together, for the application to register."""

from surveys.findings.stories.quotes import manage as quotes_desk
from surveys.findings.stories.telling import manage as stories_desk
from surveys.findings.stories.telling import views as stories_pages

ROOMS = [quotes_desk, stories_desk, stories_pages]
