"""What the patterns of the worst instrument that is accepted cost, on server and phone.

Measured is CPU time: of all that Send asks of the engine, in Python, and of one look at
all questions in Node (``node`` on the path), against a limit of one second. The longest
texts are given that the questions may have.
"""

import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from core.clock import today
from surveys.instruments.expressions.pattern import compiled, weight
from surveys.instruments.items import Item
from surveys.instruments.judging import LONGEST_TEXT
from surveys.instruments.kinds import Kind
from surveys.instruments.outline import outline
from surveys.instruments.pattern_structure import MOST_WORK, pattern_faults
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.shipped import template

ROOT = Path(__file__).parents[1]
PATTERNS = ("(a*)*", "[a-zA-Z ]+", "([ab]*){12}", "(" + "|".join("a" * 18) + ")*")
LOOK = """
import {{ follow, opened, problem }} from "{engine}";
const outline = opened({outline}), answers = {answers}, start = process.cpuUsage();
const {{ asked, scope }} = follow(outline, answers);
asked.forEach((key) => problem(outline.items[key], answers, scope));
const {{ user, system }} = process.cpuUsage(start);
console.log((user + system) / 1e6);
"""


def worst(pattern: str) -> Instrument:
    """Return as many questions with a pattern as are accepted."""
    called = ["regex", ["self"], compiled(pattern), pattern]
    many = MOST_WORK // (weight(called[2]) * (LONGEST_TEXT + 1))
    label = {"en": "?"}
    items = (
        Item(f"t{n}", Kind.TEXT, label, constraint=called) for n in range(int(many))
    )
    made = replace(template("was-this-fair"), items=tuple(items), groups=(), repeats=())
    if list(pattern_faults(made)):
        raise SystemExit(f"{pattern} is not accepted: this would measure nothing.")
    return made


def main() -> None:
    """Print the seconds of each pattern."""
    for pattern in PATTERNS:
        instrument = worst(pattern)
        answers = dict.fromkeys(instrument.by_key, "a" * LONGEST_TEXT)
        start = time.process_time()
        instrument.check(instrument.clean(answers))
        instrument.complete(answers)
        server = time.process_time() - start
        script = LOOK.format(
            engine=ROOT / "static/survey/engine.js",
            outline=json.dumps(outline(instrument, today())),
            answers=json.dumps(answers),
        )
        command = ["node", "--input-type=module", "--eval", script]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own script
        print(
            f"{pattern[:20]:20} {len(answers):3} questions  "
            f"Send {server:.2f} s  one look {float(done.stdout):.3f} s"
        )


if __name__ == "__main__":
    main()
