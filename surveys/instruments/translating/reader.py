"""A process of its own that opens a translator's file and says its rows.

Run as ``python -m surveys.instruments.translating.reader KIND`` (po or xlsx) with the
file on standard input; it answers with JSON. Only here is such a file opened, never in
a web worker.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from surveys.instruments.translating.po_file import messages
from surveys.instruments.xlsform.apart import answer, limit
from surveys.instruments.xlsform.container import look_into
from surveys.instruments.xlsform.remarks import FileStopped, Reason

MOST_ROWS, MOST_COLUMNS = 10_000, 12
MOST_CHARACTERS = 8_000_000


def read(content: bytes, kind: str = "xlsx") -> dict[str, Any]:
    """Return the ``rows`` of a file (its first sheet), or a ``reason`` for none."""
    try:
        if kind == "po":
            return {"rows": messages(content)}
        look_into(content)
        return {"rows": _rows(content)}
    except FileStopped as stopped:
        return {"reason": stopped.remark.reason}
    except ValueError:
        return {"reason": Reason.DAMAGED}
    except (MemoryError, RecursionError):
        return {"reason": Reason.BOMB}


def _rows(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # after the limits

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False)
        found = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True
        )
        return list(_texts(found))
    except (FileStopped, MemoryError, RecursionError):
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise FileStopped(Reason.DAMAGED) from error


def _texts(found: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    """Pass rows on until they are more than any questionnaire says.

    One long text may stand in many cells and take little room in the file.
    """
    characters = 0
    for cells in found:
        row = ["" if cell is None else str(cell).strip() for cell in cells]
        characters += sum(map(len, row))
        if characters > MOST_CHARACTERS:
            raise FileStopped(Reason.BOMB)
        yield row


if __name__ == "__main__":
    limit()
    answer(json.dumps(read(sys.stdin.buffer.read(), sys.argv[1]), ensure_ascii=False))
