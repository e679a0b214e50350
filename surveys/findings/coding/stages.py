"""The words for how coding goes on, which tables and pure rules share."""

from enum import IntEnum, StrEnum


class SetState(StrEnum):
    """How far the coding of a question is; the joint screen follows both codings."""

    CODEBOOK = "codebook"
    DOUBLE = "double"
    JOINT = "joint"
    SINGLE = "single"
    REVIEW = "review"
    CODED = "coded"


class Seat(IntEnum):
    """One of the two coders, whoever sits there."""

    FIRST = 1
    SECOND = 2


class Stage(StrEnum):
    """Why somebody codes a text: both do, alone, or to check the other."""

    SAMPLE = "sample"
    REST = "rest"
    CHECK = "check"


class CodingState(StrEnum):
    """How far one coder is with one text."""

    WAITING = "waiting"
    PASSED = "passed"
    CODED = "coded"


class Outcome(StrEnum):
    """How a disagreement ended on the joint screen."""

    AGREED = "agreed"
    CODEBOOK_CHANGED = "codebook_changed"
    TWO_READINGS = "two_readings"


class ReportState(StrEnum):
    """Whether residents are still asked about themes."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REPLACED = "replaced"
