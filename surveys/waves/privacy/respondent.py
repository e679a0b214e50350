"""Lets people answer whose order is known, through the pages as anybody would."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

from surveys.instruments.made_up import made_up
from surveys.waves.privacy.finding import Person
from surveys.waves.secret_keys import answer_key, code_key
from surveys.waves.stopping.pages import BEGINNING

Ask = Callable[[str, str, str], str]
"""Sends a request (method, address, form) and returns the page that came back."""

_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_STOPS = re.compile(r'name="stops" value="([^"]*)"')
_PHRASE = re.compile(r"<code[^>]*>([0-9A-Z-]{29})</code>")
FIELDS = ("ease", "mark")
"""The questions that are answered: one to choose, one to write."""
CHOICES = ("easy", "hard")
_EVERY = 10  # one in so many asks for a receipt phrase

QUESTIONS = """
[lists.ease]
options = [{key = "easy", label = "Easy"}, {key = "hard", label = "Hard"}]

[[items]]
key = "ease"
kind = "select_one"
label = "How easy was it to reach help?"
list = "ease"

[[items]]
key = "mark"
kind = "text"
label = "What would help?"
maximum = 100
"""
INSTRUMENT = made_up("selftest", "A few questions", QUESTIONS)
PLAN = """
title = "A few questions"
tables = [{item = "ease"}]

[method]
sponsor = "A test"
"""


def let_answer(
    ask: Ask, slug: str, people: int, codes: Sequence[str] = ()
) -> list[Person]:
    """Let so many people answer one after the other; return what is known of them.

    All agree that it is counted how far they come.
    """
    return [
        _answer(ask, slug, place, codes[place] if codes else "")
        for place in range(people)
    ]


def kept_nowhere(people: Sequence[Person]) -> list[Person]:
    """Return people of a wave that only counts: what they wrote is kept nowhere."""
    return [
        replace(each, marks=(key,), secrets=(*each.secrets, written))
        for each in people
        for written, key in [each.marks]
    ]


def _answer(ask: Ask, slug: str, place: int, code: str) -> Person:
    address, mark = f"/s/{slug}?lang=en", f"answer {secrets.token_hex(8)}"
    signed = unescape(_TOKEN.findall(ask("GET", address, ""))[0])
    form = {"token": signed, "agree": "1", "code": code}
    begun = urlencode({**form, "step": "start", "stops": BEGINNING})
    (furthest,) = _STOPS.findall(ask("POST", address, begun))
    form |= {"step": "send", "stops": furthest}
    chosen, written = FIELDS
    form |= {f"q.{chosen}": secrets.choice(CHOICES), f"q.{written}": mark}
    if place % _EVERY == 0:
        form["receipt"] = "1"
    phrases = _PHRASE.findall(ask("POST", address, urlencode(form)))
    token = signed.rpartition(".")[0]
    return Person(
        place,
        marks=(mark, answer_key(token)),
        on_roll=code_key(slug, code) if code else "",
        secrets=(token, *phrases, *([code] if code else [])),
    )
