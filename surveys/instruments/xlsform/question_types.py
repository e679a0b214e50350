"""The types of question in an XLSForm, and what becomes of each here."""

import re
from dataclasses import dataclass

from surveys.instruments.kinds import Kind

_NAMED = {
    Kind.TEXT: {"text", "string", "add_text_prompt", "q_string"},
    Kind.INTEGER: {"integer", "int", "add_integer_prompt", "q_int"},
    Kind.DECIMAL: {"decimal", "add_decimal_prompt", "q_decimal"},
    Kind.DATE: {"date", "add_date_prompt", "q_date"},
    Kind.NOTE: {"note", "add_note_prompt", "q_note"},
    Kind.CALCULATE: {"calculate", "add_calculate_prompt", "q_calculate"},
    Kind.ACKNOWLEDGE: {"acknowledge", "trigger", "add_acknowledge_prompt"}
    | {"q_acknowledge"},
}
_KINDS = {name: kind for kind, names in _NAMED.items() for name in names}

# The longer names first: in "select_one from x" the list is x.
_ONE = "select_one_from|select_one_using|select_one|select1|add_select_one_prompt_using"
_MANY = (
    "select_multiple_from|select_multiple_using|select_multiple"
    "|select_all_that_apply_from|select_all_that_apply|add_select_multiple_prompt_using"
)
_WITH_LIST = {Kind.SELECT_ONE: _ONE, Kind.SELECT_MULTIPLE: _MANY, Kind.RANK: "rank"}
_SELECTS = [
    (re.compile(rf"(?:{names})_(\S+?)(_or_(?:specify_)?other)?", re.IGNORECASE), kind)
    for kind, names in _WITH_LIST.items()
]

TELLING = frozenset(
    {"start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber"}
    | {"username", "email", "audit", "imei", "start-geopoint", "background-audio"}
    | {"background-geopoint", "start_time", "end_time", "device_id", "phone_number"}
    | {"get_start_time", "get_end_time", "get_today", "get_device_id", "sim_id"}
    | {"get_phone_number", "get_sim_id", "get_subscriber_id", "subscriber_id"}
)
"""What a device notes by itself about who answers, when and where."""

BEGIN = re.compile(r"begin[_ ](group|repeat|loop)", re.IGNORECASE)
END = re.compile(r"end[_ ](group|repeat|loop)", re.IGNORECASE)


@dataclass(frozen=True)
class Type:
    """What a row asks for. ``kind`` is None where it cannot be asked here."""

    written: str
    kind: Kind | None
    choices: str = ""
    or_other: bool = False
    is_range: bool = False
    tells: bool = False


def type_of(written: str) -> Type:
    """Return what the type of a row stands for."""
    name = "_".join(written.split())
    small = name.lower()
    for pattern, kind in _SELECTS:
        found = pattern.fullmatch(name)
        if found and "_from_file" not in small:
            return Type(written, kind, found.group(1), bool(found.group(2)))
    if small == "range":
        return Type(written, Kind.INTEGER, is_range=True)
    if small.removeprefix("uri:") in TELLING:
        return Type(written, None, tells=True)
    return Type(written, _KINDS.get(small))
