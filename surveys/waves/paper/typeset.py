"""Sets the paper form as a tagged PDF, with Typst and the fonts that ship here.

The words go to the template as JSON and are never read as its markup. Typst is
loaded when the first PDF is made: it comes with the extra ``pdf``.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

FOLDER = Path(__file__).parent
MOST_KEPT = 128

_kept: OrderedDict[str, bytes] = OrderedDict()
_one_at_a_time = Lock()


class NoTypesetter(RuntimeError):
    """Typst is not installed here, so no PDF can be made."""


def pdf_of(document: Mapping[str, Any]) -> bytes:
    """Return the PDF of a document of ``surveys.waves.paper.forms``.

    A document that was set before comes from memory; a process sets one at a time.

    Raises:
        NoTypesetter: Typst is not installed.
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    with _one_at_a_time:
        if text not in _kept:
            made = _set(text)
            while len(_kept) >= MOST_KEPT:
                _kept.popitem(last=False)
            _kept[text] = made
        _kept.move_to_end(text)
        return _kept[text]


def _set(text: str) -> bytes:
    try:
        import typst  # noqa: PLC0415  # only where a PDF is made
    except ImportError as error:
        raise NoTypesetter from error
    made: bytes = typst.compile(
        str(FOLDER / "sheet.typ"),
        root=str(FOLDER),
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"document": text},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return made
