"""A file from elsewhere as an instrument, with all there is to say about it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from surveys.instruments.body import from_body
from surveys.instruments.xlsform.apart import ask
from surveys.instruments.xlsform.remarks import FileStopped, Reason, Remark
from surveys.instruments.xlsform.taking_in import TakenIn

KINDS = {".xlsx": "xlsx", ".lss": "lss"}
"""What kind of file an ending stands for."""

LARGEST = 4 * 1024 * 1024
READER = "surveys.instruments.xlsform.reader"


def take_in_file(
    name: str, content: bytes, slug: str = "", *, turn: Path | None = None
) -> TakenIn:
    """Return what a file comes to; its slug is the file's own where none is given.

    Another process opens it (``surveys.instruments.xlsform.apart``); ``turn`` is the
    file by which the workers of a site take turns.
    """
    stem, dot, ending = name.rpartition(".")
    kind = KINDS.get(f"{dot}{ending}".lower())
    if kind is None:
        return _stopped(Reason.NOT_A_FILE)
    if len(content) > LARGEST:
        return _stopped(Reason.TOO_LARGE)
    arguments = [kind, stem.replace("\0", ""), slug]
    try:
        return _taken_in(json.loads(ask(READER, arguments, content, turn=turn)))
    except FileStopped as stopped:
        return TakenIn(None, (stopped.remark,), ())
    except ValueError:  # it stumbled over something odd and said nothing
        return _stopped(Reason.DAMAGED)


def _taken_in(found: dict[str, Any]) -> TakenIn:
    body = found["body"]
    return TakenIn(
        None if body is None else from_body(body),
        tuple(_remarks(found["faults"])),
        tuple(_remarks(found["warnings"])),
        tuple(_remarks(found["advice"])),
    )


def _remarks(found: Iterable[Any]) -> Iterable[Remark]:
    for reason, place, facts in found:
        yield Remark(Reason(reason), place, facts)


def _stopped(reason: Reason) -> TakenIn:
    return TakenIn(None, (Remark(reason),), ())
