"""What a page of results costs: CPU and statements, first made and once it is kept.

    COMMONWEAL_INSTANCE=FOLDER python bench/results.py SURVEY [PAGE ...] [--times 100]
    python bench/freeze.py --pages 600 1000000

The second makes waves of these sizes, freezes and publishes them, and asks for the same
pages of each: they should cost the same, whatever the number of people. Pages that are
named besides, as that of a benchmark, are measured too. CPU is that of the whole
application, asked in its own process without a server, which begins as gunicorn does
and is asked as browsers ask. A page is *first* made once a worker and language, and
*kept* from then on (``core/shelf.py``): the least and the median of many times. On a
machine that does other things too CPU time grows with the load, which is printed.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient
from serving import ROOT
from sqlalchemy import Engine, event

sys.path.insert(0, str(ROOT))

from app import create_app
from core.db import db
from core.gunicorn_conf import when_ready

PAGES = (
    "/results/{}",
    "/results/{}/tables",
    "/results/{}/everything",
    "/results/{}/poster",
    "/results/{}/1",
    "/results/{}/explore?q=1&by=2",
    "/results/{}/explore?q=1&wave=all",
    "/results/{}/1.svg",
    "/results/{}/themes",
    "/forum/notes/{}",
    "/report/{}",
    "/report/{}.txt",
    "/results/",
    "/benchmarks/",
    "/stories/",
)
LINE = "{:>40}{:>10}{:>8}{:>8}{:>18}{:>17}{:>8}"
HEADS = "page", "first, ms", "least", "median"
COUNTED = "statements first", "statements kept", "kB"


@contextmanager
def statements_of(engine: Engine) -> Iterator[list[str]]:
    """Lend a list that fills with the statements sent inside the block."""
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked(client: FlaskClient, path: str) -> tuple[float, int]:
    """Ask for a page; return CPU milliseconds, and how many bytes are sent.

    Raises:
        ValueError: there is no such page.
    """
    began = time.process_time()
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    taken = 1000 * (time.process_time() - began)
    if answer.status_code != 200:
        raise ValueError(f"{path}: {answer.status}")
    return taken, len(answer.data)


def lines(app: Flask, survey: str, more: list[str], times: int) -> Iterator[str]:
    """Measure page after page; yield what was measured of each."""
    client = app.test_client()
    with app.app_context():
        engine = db.engine
    when_ready(SimpleNamespace(app=SimpleNamespace(wsgi=lambda: app)))
    asked(client, "/results/")  # whatever is imported at first
    yield f"load: {os.getloadavg()[0]:.1f}"
    yield LINE.format(*HEADS, *COUNTED)
    for page in (*PAGES, *more):
        path = page.format(survey)
        with statements_of(engine) as for_first:
            first, size = asked(client, path)
        with statements_of(engine) as for_kept:
            asked(client, path)
        kept = [asked(client, path)[0] for _time in range(times)]
        cost = f"{first:.1f}", f"{min(kept):.2f}", f"{median(kept):.2f}"
        counts = len(for_first), len(for_kept)
        yield LINE.format(path, *cost, *counts, f"{size / 1000:.1f}")


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("survey", metavar="SURVEY")
    parser.add_argument("more", nargs="*", metavar="PAGE")
    parser.add_argument("--times", type=int, default=100)
    knobs = parser.parse_args()
    for line in lines(create_app(), knobs.survey, knobs.more, knobs.times):
        print(line, flush=True)


if __name__ == "__main__":
    main()
