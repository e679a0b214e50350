"""What there is to say about a file that is taken in: where, why, and what came of it.

A fault keeps the whole file out; a warning says what is other than in the file; advice
says what is as in the file and should be looked at again. The words stand at the edge
(``surveys.instruments.xlsform.forms``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why a file, a row or a part of a row is refused, changed or left out."""

    # The file as a whole.
    TOO_LARGE = "too_large"
    NOT_A_FILE = "not_a_file"
    DAMAGED = "damaged"
    LOCKED = "locked"
    MACROS = "macros"
    OUTSIDE = "outside"
    ENTITIES = "entities"
    FORMULA = "formula"
    TOO_FAR = "too_far"
    TOO_MANY_CELLS = "too_many_cells"
    BOMB = "bomb"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    GAP = "gap"
    COLUMN_TWICE = "column_twice"
    NO_SURVEY = "no_survey"
    TOO_MANY_QUESTIONS = "too_many_questions"
    # Rows that cannot be taken in.
    SAID = "said"
    NO_NAME = "no_name"
    NAME_TWICE = "name_twice"
    NO_LIST = "no_list"
    NOT_BEGUN = "not_begun"
    NOT_ENDED = "not_ended"
    REPEAT_INSIDE = "repeat_inside"
    ONLY_YES_OR_NO = "only_yes_or_no"
    WHICH_LANGUAGE = "which_language"
    UNREADABLE = "unreadable"
    # What is other than in the file.
    TELLS_WHO = "tells_who"
    KEPT_AS_NOTE = "kept_as_note"
    LEFT_OUT = "left_out"
    NO_WORDS = "no_words"
    CHOICE_TWICE = "choice_twice"
    RENAMED = "renamed"
    COLUMN_UNUSED = "column_unused"
    DEFAULT_LEFT_OUT = "default_left_out"
    OTHER_LANGUAGE = "other_language"
    NAMES_NOBODY = "names_nobody"
    NEVER = "never"
    ROUNDS = "rounds"
    WORKED_OUT = "worked_out"
    HEADS_TABLE = "heads_table"
    CONSENT_IS_BLANK = "consent_is_blank"
    FORMATTING = "formatting"
    CONDITION_LEFT_OUT = "condition_left_out"
    SETTING_LEFT_OUT = "setting_left_out"
    # What is taken in as it is, and had better not be asked.
    ASKS_WHO = "asks_who"


@dataclass(frozen=True)
class Remark:
    """One thing to say: ``place`` is a sheet, or a sheet and a row; may be empty."""

    reason: Reason
    place: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


class FileStopped(ValueError):
    """A file cannot be opened at all; says why."""

    def __init__(self, reason: Reason, place: str = "", **facts: str) -> None:
        """Keep what there is to say."""
        super().__init__(reason)
        self.remark = Remark(reason, place, facts)


@dataclass
class Report:
    """What came up while a file was read, in its order; each thing once."""

    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    advice: list[Remark] = field(default_factory=list)

    def refuse(self, place: str, reason: Reason, **facts: str) -> None:
        """Note what keeps the file out."""
        _add(self.faults, Remark(reason, place, facts))

    def warn(self, place: str, reason: Reason, **facts: str) -> None:
        """Note what is other than in the file."""
        _add(self.warnings, Remark(reason, place, facts))

    def advise(self, place: str, reason: Reason, **facts: str) -> None:
        """Note what is as in the file, and should be looked at again."""
        _add(self.advice, Remark(reason, place, facts))


def _add(remarks: list[Remark], remark: Remark) -> None:
    if remark not in remarks:
        remarks.append(remark)
