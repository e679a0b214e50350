"""How long a freeze takes, and how much memory, against the number of responses.

    python bench/freeze.py [--database sqlite|postgresql|ADDRESS] [SIZE ...]

For each size a wave of 30 questions with 8 breakdowns is filled with responses drawn
from a fixed seed, closed, and frozen in a process of its own. Four parts are timed
apart, each by the clock and in CPU time of that process, for on a machine that does
other things too the second says more: reading and tabulating; the tables through the
gate; the joint audit; keeping the results, which moves the texts and writes the
responses anew. The largest memory is that of the process, Python and the application
included: before the texts, and at all. On PostgreSQL the server has its own beside it.
The load is that of the machine when a size was done.

With ``postgresql`` a server is started for it, or the one of TEST_DATABASE_URL asked.
With ``--pages`` the results are then published and their pages asked for
(``bench/results.py``).
"""

import argparse
import itertools
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
from surveys.findings.service import keep_release, make_release
from surveys.findings.steps import Step
from surveys.waves.models import Response, Wave
from surveys.waves.queries import wave as wave_called

BATCH = 5_000
SIZES = (10_000, 100_000, 1_000_000)
UNEQUAL = (50, 25, 15, 8, 2)
"""How likely each answer is with --unequal: then much is hidden, and asked about."""

PARTS = (Step.READING, Step.TABLES, Step.AUDIT, "texts")
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


def fill(
    address: str, *, people: int, questions: int, texts: int, unequal: bool
) -> None:
    """Put so many responses into the open wave, in the order of their keys."""
    draw = random.Random(2026)  # noqa: S311  # answers, not secrets
    keys = sorted(draw.getrandbits(128) for _ in range(people))
    weights = UNEQUAL if unequal else None
    engine = create_engine(address)
    with engine.begin() as connection:
        wave = connection.scalar(select(Wave.id).where(Wave.slug == "bench"))
        starts = range(0, people, BATCH)
        with click.progressbar(starts, label="filling", file=sys.stderr) as shown:
            for start in shown:
                rows = [
                    response(wave, key, answers(draw, questions, texts, weights))
                    for key in keys[start : start + BATCH]
                ]
                connection.execute(insert(Response), rows)
    engine.dispose()


def answers(
    draw: random.Random, questions: int, texts: int, weights: tuple[int, ...] | None
) -> dict[str, str]:
    """Return what somebody says: nine of ten questions are answered."""
    drawn = draw.choices(OPTIONS, weights, k=questions)
    chosen = {
        f"q{number}": option
        for number, option in enumerate(drawn, 1)
        if draw.random() < 0.9
    }
    words = range(texts)
    said = {f"w{n + 1}": draw.randbytes(draw.randrange(20, 200)).hex() for n in words}
    return chosen | said


def response(wave: int | None, key: int, given: dict[str, str]) -> dict[str, object]:
    """Return one row."""
    return {
        "id": UUID(int=key),
        "wave_id": wave,
        "submission_key": f"{key:064x}",
        "language": "en",
        "mode": "web",
        "consent_version": 1,
        "answers": given,
    }


def freeze_alone() -> dict[str, float]:
    """Freeze the wave in this process; return seconds by part, and megabytes."""
    from app import create_app  # noqa: PLC0415

    ends: dict[str, tuple[float, float]] = {}

    def note(part: str) -> None:
        ends[part] = (time.monotonic(), time.process_time())

    with create_app().app_context():
        shown = click.progressbar(length=100, label="freezing", file=sys.stderr)

        def watch(step: Step, done: int, total: int) -> None:
            note(step)
            shown.update(100 * done // max(total, 1) - shown.pos)

        session = db.session()
        wave = wave_called(session, "bench")
        note("began")
        made = make_release(session, wave, watch)
        note(Step.AUDIT)  # it may have had nothing to ask
        before, tables = most_memory(), len(made.results)
        keep_release(session, wave, made, role="x")
        session.commit()
        note("texts")
    found = {"made": tables, "before": before, "most": most_memory()}
    for earlier, part in itertools.pairwise(("began", *PARTS)):
        clock, cpu = (ends[part][n] - ends[earlier][n] for n in (0, 1))
        found |= {part: clock, f"{part}_cpu": cpu}
    return found


def most_memory() -> float:
    """Return the most that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(instance: Path) -> dict[str, float]:
    """Close the wave and freeze it elsewhere."""
    commonweal(instance, "wave", "close", "bench")
    found = subprocess.run(  # noqa: S603  # this very script
        [sys.executable, __file__, ALONE],
        env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
        stdout=subprocess.PIPE,
        check=True,
    )
    # The last line, for the solver says things of its own.
    result: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return result


def ask_for_pages(instance: Path) -> None:
    """Publish the results, and print what their pages cost."""
    commonweal(instance, "wave", "publish", "bench")
    subprocess.run(  # noqa: S603  # a script of ours
        [sys.executable, Path(__file__).with_name("results.py"), "bench"],
        env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
        check=True,
    )


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--breakdowns", type=int, default=BREAKDOWNS)
    parser.add_argument("--texts", type=int, default=1)
    parser.add_argument("--unequal", action="store_true")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--database", default="sqlite")
    knobs = parser.parse_args()
    print(
        f"{knobs.questions} questions, {knobs.breakdowns} breakdowns, "
        f"{knobs.texts} in people's own words, answers "
        f"{'unequally' if knobs.unequal else 'equally'} likely"
    )
    print(f"database: {knobs.database.partition(':')[0]}; seconds by the clock (CPU)")
    heads = ("responses", "us each", *PARTS, "tables", "MB", "MB at most", "load")
    print("{:>10}{:>8}{:>16}{:>16}{:>16}{:>16}{:>8}{:>6}{:>11}{:>6}".format(*heads))
    for people in knobs.sizes:
        with tempfile.TemporaryDirectory() as made, addresses(knobs.database) as where:
            instance = Path(made)
            os.environ["COMMONWEAL_DATABASE_URL"] = where
            asked = {"questions": knobs.questions, "texts": knobs.texts}
            make_wave(instance, breakdowns=knobs.breakdowns, **asked)
            address = database_address(where, instance)
            fill(address, people=people, unequal=knobs.unequal, **asked)
            found = measured(instance)
            print(line(people, found), flush=True)
            if knobs.pages:
                ask_for_pages(instance)


def line(people: int, found: dict[str, float]) -> str:
    """Return what was measured at one size, as a line of the table."""
    parts = (f"{found[part]:.1f} ({found[f'{part}_cpu']:.1f})" for part in PARTS)
    each = 1e6 * found["reading_cpu"] / max(people, 1)
    return (
        f"{people:>10,}{each:>8.1f}"
        + "".join(f"{part:>16}" for part in parts)
        + f"{found['made']:>8.0f}{found['before']:>6.0f}{found['most']:>11.0f}"
        + f"{os.getloadavg()[0]:>6.1f}"
    )


if __name__ == "__main__":
    if sys.argv[1:] == [ALONE]:
        print(json.dumps(freeze_alone()))
    else:
        main()
