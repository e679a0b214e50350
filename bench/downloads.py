"""What files of results cost a web worker: CPU, and the most memory it ever held.

    COMMONWEAL_INSTANCE=FOLDER python bench/downloads.py SURVEY

Each file is asked for twice in a process of its own, which begins as a worker does
and has served a page already. ``inside`` is the PDF as it was made before: set in the
worker itself, and packed by nobody. The last column is the most memory of a process
that the worker began. Files that were kept before are dropped first.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace

from serving import ROOT

sys.path.insert(0, str(ROOT))

from app import create_app
from core.db import db
from core.gunicorn_conf import when_ready
from core.typesetting import pdf_of
from surveys.findings import queries
from surveys.findings.packages.forms import address_of, report_document
from surveys.findings.packages.views import TEMPLATE

INSIDE = "inside"
ENDINGS = ("csv", "json", "xml", "xlsx", "zip", "pdf", INSIDE)
LINE = "{:>8}{:>8}{:>12}{:>12}{:>12}{:>10}{:>12}"
HEADS = ("file", "MB", "first, s", "again, s", "MB before", "MB most", "MB beside")


def measured(survey: str, ending: str) -> str:
    """Ask for a file twice in this process; return what was measured, as a line."""
    app = create_app()
    when_ready(SimpleNamespace(app=SimpleNamespace(wsgi=lambda: app)))
    client = app.test_client()
    client.get(f"/results/{survey}/1")

    def asked() -> int:
        if ending == INSIDE:
            with app.test_request_context():
                release = queries.published_release(db.session(), survey)
                tables = queries.all_results(db.session(), release.id)
                words = report_document(release, tables, address=address_of(release))
                return len(pdf_of(TEMPLATE, words))
        with client.get(f"/results/{survey}.{ending}", buffered=False) as answer:
            return sum(map(len, answer.iter_encoded()))

    before = most()
    (first, size), (again, _size) = taken(asked), taken(asked)
    seconds = f"{first:.2f}", f"{again:.3f}"
    memory = (f"{each:.0f}" for each in (before, most(), most(children=True)))
    return LINE.format(ending, f"{size / 1e6:.2f}", *seconds, *memory)


def taken(work: Callable[[], int]) -> tuple[float, int]:
    """Return the CPU seconds that this process took, and what came of it."""
    began = time.process_time()
    size = work()
    return time.process_time() - began, size


def most(*, children: bool = False) -> float:
    """Return the most that this process, or one that it began, ever held, in MB."""
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    """Measure each file in a process of its own, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("survey", metavar="SURVEY")
    parser.add_argument("--only", choices=ENDINGS)
    knobs = parser.parse_args()
    if knobs.only:
        print(measured(knobs.survey, knobs.only))
        return
    print(f"load: {os.getloadavg()[0]:.1f}\n{LINE.format(*HEADS)}", flush=True)
    for ending in ENDINGS:
        command = [sys.executable, __file__, knobs.survey, "--only", ending]
        subprocess.run(command, check=True)  # noqa: S603  # this very script


if __name__ == "__main__":
    main()
