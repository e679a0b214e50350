"""How a wave keeps people unknown: a closed set, chosen when it is made."""

from enum import StrEnum


class Anonymity(StrEnum):
    """What a wave knows of who may answer; never changed afterwards."""

    OPEN = "open"
    CODED = "coded"
    COUNTERS = "counters"
