"""Sets a document as a tagged PDF, with Typst and the fonts that ship here.

The words go to the template as JSON and are never read as its markup. Typst is
loaded when the first PDF is made: it comes with the extra ``pdf``.
"""

import json
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from core.pdf_packing import NotPlain, packed

FONTS = Path(__file__).with_name("fonts")
MOST_KEPT = 128

_kept: OrderedDict[tuple[Path, str], bytes] = OrderedDict()
_one_at_a_time = Lock()


class NoTypesetter(RuntimeError):
    """Typst is not installed here, so no PDF can be made."""


def pdf_of(template: Path, document: Mapping[str, Any]) -> bytes:
    """Return the PDF of a document, set by a template that reads it as JSON.

    A document that was set before comes from memory; a process sets one at a time.

    Raises:
        NoTypesetter: Typst is not installed.
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    key = template, text
    with _one_at_a_time:
        if key not in _kept:
            made = _set(template, text)
            while len(_kept) >= MOST_KEPT:
                _kept.popitem(last=False)
            _kept[key] = made
        _kept.move_to_end(key)
        return _kept[key]


def write_pdf(template: Path, document: Mapping[str, Any], target: Path) -> None:
    """Write the PDF of a document into a file, in a process of its own.

    Setting a long document takes hundreds of megabytes, and a web worker would keep
    them for ever. The file is packed, to a quarter.

    Raises:
        NoTypesetter: Typst is not installed.
        RuntimeError: it cannot be set.
    """
    if find_spec("typst") is None:
        raise NoTypesetter
    words = json.dumps(document, ensure_ascii=False, sort_keys=True)
    done = subprocess.run(  # noqa: S603  # this very module
        [sys.executable, "-m", "core.typesetting", str(template), str(target)],
        input=words.encode(),
        cwd=Path(__file__).parents[1],
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip()[-500:])


def _set(template: Path, text: str) -> bytes:
    """Set a document as PDF/UA; or, where a sign is in no font of ours, with tags only.

    Such a sign is an empty box then. A sheet with a box is better than none.
    """
    try:
        import typst  # noqa: PLC0415  # only where a PDF is made
    except ImportError as error:
        raise NoTypesetter from error
    options: dict[str, Any] = {
        "root": str(template.parent),
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": True,
        "sys_inputs": {"document": text},
        "format": "pdf",
    }
    made: bytes
    try:
        made = typst.compile(str(template), **options, pdf_standards=["ua-1"])
    except typst.TypstError:
        made = typst.compile(str(template), **options)
    return made


def main() -> None:
    """Set what comes in with the template and into the file of the command line."""
    template, target = map(Path, sys.argv[1:])
    made = _set(template, sys.stdin.buffer.read().decode())
    with suppress(NotPlain):  # then it is large, and as good
        made = packed(made)
    target.write_bytes(made)


if __name__ == "__main__":
    main()
