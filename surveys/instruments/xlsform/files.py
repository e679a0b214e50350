"""A file from elsewhere as an instrument, with all there is to say about it."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from surveys.instruments.body import from_body
from surveys.instruments.xlsform.remarks import Reason, Remark
from surveys.instruments.xlsform.taking_in import TakenIn

KINDS = {".xlsx": "xlsx", ".lss": "lss"}
"""What kind of file an ending stands for."""

LARGEST = 4 * 1024 * 1024
MOST_SECONDS = 25
ROOT = Path(__file__).parents[3]


def take_in_file(name: str, content: bytes, slug: str = "") -> TakenIn:
    """Return what a file comes to; its slug is the file's own where none is given.

    Another process opens it (``surveys.instruments.xlsform.reader``), which sees
    nothing of this one but the file: no settings, no secret.
    """
    stem, dot, ending = name.rpartition(".")
    kind = KINDS.get(f"{dot}{ending}".lower())
    if kind is None:
        return _stopped(Reason.NOT_A_FILE)
    if len(content) > LARGEST:
        return _stopped(Reason.TOO_LARGE)
    reader = [sys.executable, "-B", "-m", "surveys.instruments.xlsform.reader"]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; the rest is only read
            [*reader, kind, stem.replace("\0", ""), slug],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _stopped(Reason.TOO_SLOW)
    if done.returncode < 0:  # killed, for it took too long
        return _stopped(Reason.TOO_SLOW)
    try:
        return _taken_in(json.loads(done.stdout))
    except ValueError:  # it stumbled over something odd and said nothing
        return _stopped(Reason.DAMAGED)


def _taken_in(found: dict[str, Any]) -> TakenIn:
    body = found["body"]
    return TakenIn(
        None if body is None else from_body(body),
        tuple(_remarks(found["faults"])),
        tuple(_remarks(found["warnings"])),
    )


def _remarks(found: Iterable[Any]) -> Iterable[Remark]:
    for reason, place, facts in found:
        yield Remark(Reason(reason), place, facts)


def _stopped(reason: Reason) -> TakenIn:
    return TakenIn(None, (Remark(reason),), ())
