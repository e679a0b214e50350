"""Whether the time of a page tells what the page itself does not say.

    python bench/same_time.py [--times 100]

Pairs of requests through gunicorn with one worker and the site's settings, in turn and
in a random order. For each pair: the median of either in milliseconds, their ratio, and
how often the longer of two times would tell which was which: 50 % is a coin. In the
first pair both are the same; what is as near to 50 % as that tells nothing.

Pages that say themselves which of the two it was are here too, and marked.
"""

import argparse
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from answers import ADDRESS, Client, Fields, _Hidden
from serving import OPTIONS, commonweal, make_wave, served

SITE = ["-m", "app", "serve", "--alone", "--bind", "{bind}", "--workers", "1"]
QUESTIONS = 10
FILLED = 300
"""Answers that are there before: fifteen more are then a batch."""
CODED, CLOSED = "/s/coded", "/s/closed"
WRONG = "2345-6789-BCDF-GHJK-MNPQ-RSTV"
PHRASE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}\b")
WAITING = (
    "SELECT count(*) FROM arriving JOIN wave ON wave.id = wave_id "
    "WHERE NOT settled AND slug = 'bench'"
)

Act = Callable[[], object]
"""One request; what it needs is ready before, and not timed."""
Ready = Callable[[], Act]


@dataclass
class Timed:
    """The times of one kind of request, in seconds."""

    name: str
    seconds: list[float] = field(default_factory=list)

    def take(self, act: Act) -> None:
        """Time one request."""
        began = time.perf_counter()
        act()
        self.seconds.append(time.perf_counter() - began)


@dataclass(frozen=True)
class Pair:
    """Two kinds of request; ``said``: their pages differ in words already."""

    one: str
    first: Ready
    other: str
    second: Ready
    said: bool = False


def told(one: Timed, other: Timed) -> float:
    """Return how often the longer of two times is of the kind that is longer."""
    pairs = [(a, b) for a in one.seconds for b in other.seconds]
    longer = sum((b > a) + (b == a) / 2 for a, b in pairs) / len(pairs)
    return max(longer, 1 - longer)


class Person(Client):
    """Somebody with a page open, who is timed from pressing a button on."""

    def page(self, address: str = ADDRESS) -> Fields:
        """Open the first page; return its hidden fields, and that they agree."""
        return [*_Hidden(self.get(address)).fields, ("agree", "1")]

    def form(self, option: str = OPTIONS[0], address: str = ADDRESS) -> Fields:
        """Return a form with this answer to each question, to be sent."""
        said = [(f"q.q{number + 1}", option) for number in range(self.questions)]
        return [*self.page(address), *said, ("step", "send")]

    def look(self, address: str, form: Fields | None = None) -> None:
        """Ask for a page that may be a refusal."""
        try:
            self.post(address, form) if form else self.get(address)
        except ValueError:
            return

    def phrase(self, address: str) -> str:
        """Answer, and return the phrase by which the answers are found again."""
        page = self.post(address, [*self.form(address=address), ("receipt", "1")])
        return str(PHRASE.findall(page)[0])


def pairs(person: Person, codes: list[str], phrases: list[str]) -> Iterator[Pair]:
    """Yield what is held against what."""

    def send(option: str) -> Ready:
        def ready() -> Act:
            form = person.form(option)
            return lambda: person.look(ADDRESS, form)

        return ready

    def again() -> Act:
        form = person.form()
        person.post(ADDRESS, form)
        return lambda: person.look(ADDRESS, form)

    def begin(code: str) -> Ready:
        def ready() -> Act:
            form = [*person.page(CODED), ("code", code), ("step", "start")]
            return lambda: person.look(CODED, form)

        return ready

    def find(phrase: str, address: str = ADDRESS) -> Ready:
        return lambda: lambda: person.look(f"{address}/mine", [("phrase", phrase)])

    def see(address: str) -> Ready:
        return lambda: lambda: person.look(address)

    (spent, fresh), (mine, closed) = codes, phrases
    a_send, wrong = send(OPTIONS[0]), begin(WRONG[:19])
    yield Pair("Send", a_send, "the same", a_send)
    yield Pair("Send: first options", a_send, "last options", send(OPTIONS[-1]))
    yield Pair("Send", a_send, "sent before", again)
    yield Pair("code: wrong", wrong, "almost right", begin(f"{fresh[:-4]}{WRONG[:4]}"))
    yield Pair("code: wrong", wrong, "spent", begin(spent), said=True)
    yield Pair("code: wrong", wrong, "fresh", begin(fresh), said=True)
    near = f"{mine[:-4]}{WRONG[:4]}"
    yield Pair("phrase: wrong", find(WRONG), "almost right", find(near))
    yield Pair("phrase: wrong", find(WRONG), "right", find(mine), said=True)
    late = "phrase, after the close: wrong"
    yield Pair(late, find(WRONG, CLOSED), "right", find(closed, CLOSED))
    yield Pair("first page: open", see(ADDRESS), "closed", see(CLOSED), said=True)


def measure(pair: Pair, times: int) -> tuple[Timed, Timed]:
    """Time both of a pair so many times, in a random order."""
    one, other = Timed(pair.one), Timed(pair.other)
    both = [(one, pair.first), (other, pair.second)]
    for _turn in range(times):
        random.shuffle(both)
        for timed, ready in both:
            timed.take(ready())
    return one, other


def measure_batches(
    person: Person, database: Path, times: int
) -> tuple[Timed, Timed, Timed]:
    """Time the Sends after which a batch is written, and the first page after it."""
    one, last = Timed("Send"), Timed("the last of a batch")
    after = Timed("first page after it")
    while len(last.seconds) < times // 5:
        form, sent = person.form(), Timed("")
        sent.take(partial(person.look, ADDRESS, form))
        looked = Timed("")
        looked.take(lambda: person.look(ADDRESS))
        with closing(sqlite3.connect(database)) as read:
            is_last = not read.execute(WAITING).fetchone()[0]
        (last if is_last else one).seconds += sent.seconds
        after.seconds += looked.seconds if is_last else []
    return one, last, after


def report(one: Timed, other: Timed, *, said: bool = False) -> None:
    """Print one line."""
    a, b = (1000 * median(each.seconds) for each in (one, other))
    share = 100 * told(one, other)
    words = "  the page says it" if said else ""
    print(f"{one.name:<31}{other.name:<21}{a:8.2f}{b:8.2f}{b / a:7.2f}", end="")
    print(f"{share:6.0f} %{words}")


def make(instance: Path) -> list[str]:
    """Set up a wave of each kind, all open; return two codes."""
    make_wave(instance, questions=QUESTIONS)
    plan = ("--instrument", "bench", "--plan", str(instance / "plan.toml"))
    for slug, mode in (("coded", "coded"), ("closed", "open")):
        commonweal(instance, "wave", "create", slug, *plan, "--anonymity", mode)
        commonweal(instance, "wave", "open", slug)
    out = instance / "codes"
    commonweal(instance, "wave", "codes", "coded", "--count", "2", "--out", str(out))
    return out.read_text(encoding="ascii").split()


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    times: int = parser.parse_args().times
    with tempfile.TemporaryDirectory() as made:
        instance = Path(made)
        codes = make(instance)
        with served(SITE, instance) as (bind, _pid):
            person = Person(bind, QUESTIONS)
            for _number in range(FILLED):
                person.post(ADDRESS, person.form())
            phrases = [person.phrase(each) for each in (ADDRESS, CLOSED)]
            person.post(CODED, [*person.form(address=CODED), ("code", codes[0])])
            commonweal(instance, "wave", "close", "closed")
            print(f"each {times} times, Python {sys.version.split()[0]}; ", end="")
            print("medians in ms, their ratio, how often a time would tell")
            for pair in pairs(person, codes, phrases):
                report(*measure(pair, times), said=pair.said)
            database = instance / "commonweal.db"
            one, last, after = measure_batches(person, database, times)
            report(one, last)
            report(Timed("first page", _pages(person, times)), after)


def _pages(person: Person, times: int) -> list[float]:
    found = Timed("")
    for _turn in range(times):
        found.take(lambda: person.look(ADDRESS))
    return found.seconds


if __name__ == "__main__":
    main()
