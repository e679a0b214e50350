"""How long a freeze takes, and how much memory, against the number of responses.

    python bench/freeze.py [--questions 30] [SIZE ...]

For each size a wave of 30 questions with one breakdown is filled with responses
drawn from a fixed seed, closed, and frozen by `commonweal wave freeze` in a process
of its own, whose time and largest memory are read. Starting Python and the
application is part of both; the line for no responses shows how much.
"""

import argparse
import os
import random
import tempfile
import time
from pathlib import Path
from uuid import UUID

from serving import OPTIONS, begin, commonweal, make_wave
from sqlalchemy import create_engine, insert, select

import core.db  # noqa: F401  # sets up every SQLite connection
from surveys.waves.models import Response, Wave

BATCH = 5_000
SIZES = (1_000, 10_000, 100_000)


def fill(instance: Path, *, people: int, questions: int) -> None:
    """Put so many responses into the open wave."""
    draw = random.Random(2026)  # noqa: S311  # answers, not secrets
    engine = create_engine(f"sqlite:///{instance / 'commonweal.db'}")
    with engine.begin() as connection:
        wave = connection.scalar(select(Wave.id).where(Wave.slug == "bench"))
        for begin in range(0, people, BATCH):
            rows = [
                {
                    "id": UUID(int=draw.getrandbits(128)),
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
                for _ in range(begin, min(begin + BATCH, people))
            ]
            connection.execute(insert(Response), rows)
    engine.dispose()


def freeze(instance: Path) -> tuple[float, float]:
    """Close and freeze; return seconds, and megabytes at the most."""
    commonweal(instance, "wave", "close", "bench")
    began = time.monotonic()
    process = begin(instance, "wave", "freeze", "bench")
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise ChildProcessError("the freeze failed; its words are above")
    return time.monotonic() - began, used.ru_maxrss / 1024


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--questions", type=int, default=30)
    knobs = parser.parse_args()
    print(f"{knobs.questions} questions, one breakdown, SQLite")
    print(f"{'responses':>10}{'seconds':>10}{'ms each':>10}{'MB at most':>12}")
    for people in knobs.sizes:
        with tempfile.TemporaryDirectory() as made:
            instance = Path(made)
            make_wave(instance, questions=knobs.questions, breakdown=True)
            fill(instance, people=people, questions=knobs.questions)
            seconds, most = freeze(instance)
        each = 1000 * seconds / max(people, 1)
        print(f"{people:>10,}{seconds:>10.2f}{each:>10.3f}{most:>12.0f}")


if __name__ == "__main__":
    main()
