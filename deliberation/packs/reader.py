"""A process of its own that reads a stranger's pack and says what is in the way.

Run as ``python -m deliberation.packs.reader NAME`` with the file on standard input. It
limits itself first: so much time, so much memory, no file written, no other process.
"""

import json
import sys

from deliberation.packs.checking import read_pack
from surveys.instruments.strict_toml import FileRefused
from surveys.instruments.xlsform.apart import answer, limit


def verdict(name: str, content: bytes) -> dict[str, str]:
    """Return the place and the reason of a refusal; nothing where there is none."""
    try:
        read_pack(name, content)
    except FileRefused as refused:
        return {"key": refused.key, "reason": refused.reason}
    except (MemoryError, RecursionError):
        return {"key": "", "reason": "This is far too much for a pack."}
    return {}


if __name__ == "__main__":
    limit()
    answer(json.dumps(verdict(sys.argv[1], sys.stdin.buffer.read())))
