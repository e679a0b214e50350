"""The desks and pages of this room together, for the application to register."""

from surveys.findings.coding.answers import manage as answers_desk
from surveys.findings.coding.codebook import manage as codebook_desk
from surveys.findings.coding.joint import manage as joint_desk
from surveys.findings.coding.themes import manage as themes_desk
from surveys.findings.coding.themes import views as themes_pages

ROOMS = [answers_desk, codebook_desk, joint_desk, themes_desk, themes_pages]
