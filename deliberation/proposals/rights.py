"""The rights that a proposal can serve: the closed set that every brief opens with."""

from enum import StrEnum


class RightServed(StrEnum):
    """What people are owed, and a proposal claims for them."""

    DIGNITY = "dignity"
    NON_DISCRIMINATION = "non_discrimination"
    PARTICIPATION = "participation"
    ACCOUNTABILITY = "accountability"
    CONFIDENTIALITY = "confidentiality"
    CONSENT = "consent"
    ACCESSIBILITY = "accessibility"
