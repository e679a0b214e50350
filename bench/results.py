"""What a page of results costs: CPU and statements, first made and once it is kept.

    COMMONWEAL_INSTANCE=FOLDER python bench/results.py SURVEY [--times 100]
    python bench/freeze.py --pages 600 1000000

The second makes waves of these sizes, freezes and publishes them, and asks for the same
pages of each: they should cost the same, whatever the number of people. CPU is that of
the whole application, asked in its own process without a server; a page is *first* made
once a worker and language, and *kept* from then on (``core/shelf.py``).
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from serving import ROOT
from sqlalchemy import Engine, event

sys.path.insert(0, str(ROOT))

from app import create_app
from core.db import db

PAGES = ("", "/tables", "/everything", "/poster", "/1", "/explore?q=1&by=1", "/1.svg")
LINE = "{:>20}{:>12}{:>12}{:>18}{:>17}{:>10}"
HEADS = ("page", "first, ms", "kept, ms", "statements first", "statements kept", "kB")


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


def asked(client: FlaskClient, path: str, times: int = 1) -> tuple[float, int]:
    """Ask for a page so often; return CPU milliseconds for each, and its bytes.

    Raises:
        ValueError: there is no such page.
    """
    began, size = time.process_time(), 0
    for _time in range(times):
        answer = client.get(path)
        if answer.status_code != 200:
            raise ValueError(f"{path}: {answer.status}")
        size = len(answer.data)
    return 1000 * (time.process_time() - began) / times, size


def lines(app: Flask, survey: str, times: int) -> Iterator[str]:
    """Measure page after page; yield what was measured of each."""
    client = app.test_client()
    with app.app_context():
        engine = db.engine
    asked(client, "/results/")  # whatever is imported and compiled at first
    yield LINE.format(*HEADS)
    for end in PAGES:
        path = f"/results/{survey}{end}"
        with statements_of(engine) as for_first:
            first, size = asked(client, path)
        with statements_of(engine) as for_kept:
            asked(client, path)
        kept, _size = asked(client, path, times)
        counts = len(for_first), len(for_kept)
        yield LINE.format(
            end or "/", f"{first:.1f}", f"{kept:.2f}", *counts, f"{size / 1000:.0f}"
        )


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("survey", metavar="SURVEY")
    parser.add_argument("--times", type=int, default=100)
    knobs = parser.parse_args()
    for line in lines(create_app(), knobs.survey, knobs.times):
        print(line, flush=True)


if __name__ == "__main__":
    main()
