"""A translator's file, opened by another process: here come only its rows."""

import json
from pathlib import Path
from typing import Any

from core.errors import Invalid
from surveys.instruments.translating.files import refuse_large
from surveys.instruments.xlsform.apart import ask
from surveys.instruments.xlsform.remarks import FileStopped, Reason

READER = "surveys.instruments.translating.reader"
TOO_MUCH = {Reason.BOMB, Reason.TOO_FAR, Reason.TOO_MANY_CELLS, Reason.TOO_SLOW}


def opened(kind: str, content: bytes, *, turn: Path | None) -> list[list[Any]]:
    """Return the rows of a ``po`` or ``xlsx`` file.

    Raises:
        Invalid: it is too large, unsafe or no such file; or another file is being
            read (``turn``, see ``xlsform.apart``).
    """
    refuse_large(content)
    try:
        found = json.loads(ask(READER, [kind], content, turn=turn))
    except FileStopped as stopped:
        raise _refusal(kind, stopped.remark.reason) from stopped
    except ValueError as error:  # it stumbled over something odd and said nothing
        raise Invalid(f"translation.no_{kind}") from error
    if "reason" in found:
        raise _refusal(kind, found["reason"])
    rows: list[list[Any]] = found["rows"]
    return rows


def _refusal(kind: str, reason: str) -> Invalid:
    if reason == Reason.BUSY:
        return Invalid("translation.busy")
    too_much = reason in TOO_MUCH
    return Invalid("translation.file_large" if too_much else f"translation.no_{kind}")
