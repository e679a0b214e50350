"""How long a freeze takes, and how much memory, against the number of responses.

    python bench/freeze.py [--database sqlite|postgresql|ADDRESS] [SIZE ...]

For each size a wave of 30 questions with 8 breakdowns is filled with responses drawn
from a fixed seed, closed, and frozen in a process of its own. Reading and tabulating
and the tables through the gate are timed apart, each by the clock and in CPU time of
that process: on a machine that does other things too the second says more. The
largest memory is that of the process, Python and the application included.

With ``postgresql`` a server is started for it, or the one of TEST_DATABASE_URL asked.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click
from serving import BREAKDOWNS, OPTIONS, ROOT, commonweal, make_wave
from sqlalchemy import create_engine, insert, select

sys.path.insert(0, str(ROOT))

from core.db import db
from core.settings import database_address
from surveys.findings.service import freeze_wave
from surveys.findings.steps import Step
from surveys.waves.models import Response, Wave
from surveys.waves.queries import wave as wave_called

BATCH = 5_000
SIZES = (10_000, 100_000, 1_000_000)
ALONE = "--alone"  # this script's own word for the process that freezes


@contextmanager
def addresses(wanted: str) -> Iterator[str]:
    """Lend the setting of the database: of a fresh one where it is PostgreSQL."""
    if wanted == "sqlite":
        yield ""
    elif wanted == "postgresql":
        from tests.databases import PostgresTemplate, postgres_server  # noqa: PLC0415

        with postgres_server() as server:
            template = PostgresTemplate(server)
            with template.copy(bare=True) as address:
                yield address
            template.close()
    else:
        yield wanted


def fill(address: str, *, people: int, questions: int) -> None:
    """Put so many responses into the open wave, in the order of their keys."""
    draw = random.Random(2026)  # noqa: S311  # answers, not secrets
    keys = sorted(draw.getrandbits(128) for _ in range(people))
    engine = create_engine(address)
    with engine.begin() as connection:
        wave = connection.scalar(select(Wave.id).where(Wave.slug == "bench"))
        starts = range(0, people, BATCH)
        with click.progressbar(starts, label="filling", file=sys.stderr) as shown:
            for start in shown:
                rows = [
                    response(wave, key, draw, questions)
                    for key in keys[start : start + BATCH]
                ]
                connection.execute(insert(Response), rows)
    engine.dispose()


def response(
    wave: int | None, key: int, draw: random.Random, questions: int
) -> dict[str, object]:
    """Return one row: nine of ten questions answered, each answer as likely."""
    return {
        "id": UUID(int=key),
        "wave_id": wave,
        "submission_key": f"{draw.getrandbits(256):064x}",
        "language": "en",
        "mode": "web",
        "consent_version": 1,
        "answers": {
            f"q{number + 1}": draw.choice(OPTIONS)
            for number in range(questions)
            if draw.random() < 0.9
        },
    }


def freeze_alone() -> dict[str, float]:
    """Freeze the wave in this process; return seconds by step, and megabytes."""
    from app import create_app  # noqa: PLC0415

    ends = {}
    with create_app().app_context():
        began = (time.monotonic(), time.process_time())
        shown = click.progressbar(length=100, label="freezing", file=sys.stderr)

        def watch(step: Step, done: int, total: int) -> None:
            ends[step] = (time.monotonic(), time.process_time())
            shown.update(100 * done // total - shown.pos)

        wave = wave_called(db.session(), "bench")
        tables = len(freeze_wave(db.session(), wave, role="x", watch=watch).results)
        db.session.commit()
        end = (time.monotonic(), time.process_time())
    read = ends.get(Step.READING, began)
    return {
        "reading": read[0] - began[0],
        "reading_cpu": read[1] - began[1],
        "gate": end[0] - read[0],
        "gate_cpu": end[1] - read[1],
        "tables": tables,
        "most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measured(instance: Path) -> dict[str, float]:
    """Close the wave and freeze it elsewhere."""
    commonweal(instance, "wave", "close", "bench")
    found = subprocess.run(  # noqa: S603  # this very script
        [sys.executable, __file__, ALONE],
        env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
        stdout=subprocess.PIPE,
        check=True,
    )
    result: dict[str, float] = json.loads(found.stdout)
    return result


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--breakdowns", type=int, default=BREAKDOWNS)
    parser.add_argument("--database", default="sqlite")
    knobs = parser.parse_args()
    print(f"{knobs.questions} questions, {knobs.breakdowns} breakdowns")
    print(f"database: {knobs.database.partition(':')[0]}; seconds by the clock (CPU)")
    heads = ("responses", "reading", "us each", "gate", "tables", "MB at most")
    print("{:>10}{:>18}{:>9}{:>18}{:>8}{:>12}".format(*heads))
    for people in knobs.sizes:
        with tempfile.TemporaryDirectory() as made, addresses(knobs.database) as where:
            instance = Path(made)
            os.environ["COMMONWEAL_DATABASE_URL"] = where
            make_wave(instance, questions=knobs.questions, breakdowns=knobs.breakdowns)
            address = database_address(where, instance)
            fill(address, people=people, questions=knobs.questions)
            found = measured(instance)
        reading = "{reading:.1f} ({reading_cpu:.1f})".format(**found)
        gate = "{gate:.1f} ({gate_cpu:.1f})".format(**found)
        each = 1e6 * found["reading_cpu"] / max(people, 1)
        print(
            f"{people:>10,}{reading:>18}{each:>9.1f}{gate:>18}"
            f"{found['tables']:>8.0f}{found['most']:>12.0f}"
        )


if __name__ == "__main__":
    if sys.argv[1:] == [ALONE]:
        print(json.dumps(freeze_alone()))
    else:
        main()
