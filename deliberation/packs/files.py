"""The file of a pack: looked at in a process of its own before it is read here."""

import json
from pathlib import Path

from deliberation.packs.checking import MOST_BYTES, read_pack
from deliberation.packs.contents import Pack
from surveys.instruments.strict_toml import FileRefused
from surveys.instruments.xlsform.apart import ask
from surveys.instruments.xlsform.remarks import FileStopped

READER = "deliberation.packs.reader"


def open_pack(file: Path) -> Pack:
    """Return the pack in a file, however hostile; within seconds.

    Raises:
        FileRefused: one plain sentence says what is in the way.
    """
    content = _content(file)
    try:
        said = json.loads(ask(READER, [file.name], content, turn=None))
    except FileStopped as stopped:
        reason = "This takes too much time to read."
        raise FileRefused(file.name, "", reason) from stopped
    except ValueError as error:  # it stumbled over something odd and said nothing
        raise FileRefused(file.name, "", "This cannot be read.") from error
    if said:
        raise FileRefused(file.name, said["key"], said["reason"])
    return read_pack(file.name, content)


def _content(file: Path) -> bytes:
    """Return what is in a file, but not more than is looked at."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileRefused(file.name, "", "This file cannot be read.") from error
