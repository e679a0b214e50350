"""The desks of this room together, for the application to register."""

from surveys.findings.coding.answers import manage as answers_desk
from surveys.findings.coding.codebook import manage as codebook_desk
from surveys.findings.coding.joint import manage as joint_desk

ROOMS = [answers_desk, codebook_desk, joint_desk]
