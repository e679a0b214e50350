"""Lets a process of its own open a stranger's file, and hears what it found."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from surveys.instruments.xlsform.remarks import FileStopped, Reason

LARGEST = 4 * 1024 * 1024
MOST_SECONDS = 30
ROOT = Path(__file__).parents[3]


def read_apart(kind: str, content: bytes) -> dict[str, Any]:
    """Return what is in a file of a kind (``xlsx`` or ``lss``).

    The other process sees nothing of this one but the file: no settings, no secret.

    Raises:
        FileStopped: the file is refused, or took too long.
    """
    if len(content) > LARGEST:
        raise FileStopped(Reason.TOO_LARGE)
    try:
        done = subprocess.run(  # noqa: S603  # our own module, no word of the file's
            [sys.executable, "-B", "-m", "surveys.instruments.xlsform.reader", kind],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileStopped(Reason.TOO_SLOW) from error
    if done.returncode != 0:
        # Killed for its time or memory, or stumbled over something odd in the file.
        slow = done.returncode < 0
        raise FileStopped(Reason.TOO_SLOW if slow else Reason.DAMAGED)
    found: dict[str, Any] = json.loads(done.stdout)
    if "stopped" in found:
        reason, place, facts = found["stopped"]
        raise FileStopped(Reason(reason), place, **facts)
    return found
