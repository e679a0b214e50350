"""How answers come in: a closed set."""

from enum import StrEnum


class Mode(StrEnum):
    """How the answers came in."""

    WEB = "web"
    PAPER = "paper"
    ASSISTED = "assisted"
    PHONE = "phone"
    IMPORTED = "imported"


HELPED = (Mode.ASSISTED, Mode.PHONE, Mode.PAPER)
"""Ways in that somebody helps with, who begins the form."""
