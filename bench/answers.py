"""How many complete responses a second, and how much CPU each: beside a bare INSERT.

    python bench/answers.py [--responses 300] [--clients 4] [--questions 10]

Measured in one run, each through gunicorn with two workers and the site's settings:

- a walk: the consent page, one page a question, the check, Send: what a person does;
- a page and a Send: the consent page, then all answers at once;
- one POST to a Flask route that makes one INSERT and nothing else.

CPU is that of the server's processes alone. Times depend on what else the machine
does; the ratio to the bare route does not much.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from serving import OPTIONS, cpu_seconds, make_wave, served

SITE = ["-m", "app", "serve", "--bind", "{bind}", "--workers", "2"]
# Without the hooks of the site, which set aside what this one has not.
BARE = ["-m", "gunicorn", "--bind", "{bind}"]
BARE += ["--workers", "2", "--pythonpath", "bench", "bare:app"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ADDRESS = "/s/bench"
WARM_UP = 20  # people who are not counted: each worker renders its first pages

Fields = list[tuple[str, str]]
Answer = Callable[["Client"], None]


@dataclass(frozen=True)
class Measured:
    """What came out: responses a second, and CPU milliseconds for each."""

    per_second: float
    cpu_ms: float


class _Hidden(HTMLParser):
    """Collects the hidden fields of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: Fields = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a hidden field."""
        of = dict(attrs)
        if tag == "input" and of.get("type") == "hidden":
            self.fields.append((of.get("name") or "", of.get("value") or ""))


class Client:
    """One person's connection."""

    def __init__(self, bind: str, questions: int) -> None:
        """Speak to the server at ``bind`` of a survey of so many questions."""
        self.bind, self.questions = bind, questions

    def get(self, path: str) -> str:
        """Return a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> str:
        """Send a form; return what comes back."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        connection = HTTPConnection(self.bind, timeout=30)
        connection.request(method, path, body, FORM if body else {})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        if answer.status not in {200, 303}:
            raise ValueError(f"{method} {path}: {answer.status}")
        return page


def walk(client: Client) -> None:
    """Answer as a person does: one page after the other."""
    page = client.get(ADDRESS)
    start: Fields = [("agree", "1"), ("step", "start")]
    page = client.post(ADDRESS, _Hidden(page).fields + start)
    for number in range(client.questions):
        said = (f"q.q{number + 1}", OPTIONS[number % len(OPTIONS)])
        page = client.post(ADDRESS, [*_Hidden(page).fields, said, ("step", "next")])
    client.post(ADDRESS, [*_Hidden(page).fields, ("step", "send")])


def send_at_once(client: Client) -> None:
    """Answer with the first page and one Send."""
    fields = _Hidden(client.get(ADDRESS)).fields
    said = [
        (f"q.q{number + 1}", OPTIONS[number % len(OPTIONS)])
        for number in range(client.questions)
    ]
    client.post(ADDRESS, [*fields, *said, ("agree", "1"), ("step", "send")])


def insert(client: Client) -> None:
    """Send the same answers to the bare route."""
    said = [(f"q{number}", OPTIONS[0]) for number in range(client.questions)]
    client.post("/", said)


def measure(bind: str, pid: int, answer: Answer, knobs: argparse.Namespace) -> Measured:
    """Let so many people answer, some at a time."""
    _let_answer(bind, answer, WARM_UP, knobs)
    cpu, began = cpu_seconds(pid), time.monotonic()
    _let_answer(bind, answer, knobs.responses, knobs)
    seconds, spent = time.monotonic() - began, cpu_seconds(pid) - cpu
    return Measured(knobs.responses / seconds, 1000 * spent / knobs.responses)


def _let_answer(
    bind: str, answer: Answer, people: int, knobs: argparse.Namespace
) -> None:
    def one(_number: int) -> None:
        answer(Client(bind, knobs.questions))

    with ThreadPoolExecutor(knobs.clients) as at_once:
        list(at_once.map(one, range(people)))  # read, for map hides errors until then


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--responses", type=int, default=300)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--questions", type=int, default=10)
    knobs = parser.parse_args()
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as made:
        instance = Path(made)
        make_wave(instance, questions=knobs.questions)
        with served(SITE, instance) as (bind, pid):
            found["a walk, one page a question"] = measure(bind, pid, walk, knobs)
            found["a page and a Send"] = measure(bind, pid, send_at_once, knobs)
        with served(BARE, instance) as (bind, pid):
            found["one bare INSERT"] = measure(bind, pid, insert, knobs)
    bare = found["one bare INSERT"]
    print(f"{knobs.responses} responses to {knobs.questions} questions, ", end="")
    print(f"{knobs.clients} people at a time, Python {sys.version.split()[0]}")
    print(f"{'':<30}{'responses/s':>12}{'CPU ms each':>13}{'x bare':>9}")
    for name, each in found.items():
        ratio = each.cpu_ms / bare.cpu_ms
        print(f"{name:<30}{each.per_second:>12.1f}{each.cpu_ms:>13.2f}{ratio:>9.1f}")


if __name__ == "__main__":
    main()
