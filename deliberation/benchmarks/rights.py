"""The rights that a benchmark or a proposal can serve: a closed set."""

from enum import StrEnum


class RightServed(StrEnum):
    """What people are owed."""

    DIGNITY = "dignity"
    NON_DISCRIMINATION = "non_discrimination"
    PARTICIPATION = "participation"
    ACCOUNTABILITY = "accountability"
    CONFIDENTIALITY = "confidentiality"
    CONSENT = "consent"
    ACCESSIBILITY = "accessibility"
