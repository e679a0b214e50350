"""How answers come in: a closed set."""

from enum import StrEnum


class Mode(StrEnum):
    """How the answers came in."""

    WEB = "web"
    PAPER = "paper"
    ASSISTED = "assisted"
    PHONE = "phone"
    IMPORTED = "imported"
