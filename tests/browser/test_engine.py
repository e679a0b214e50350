"""A phone comes to the same as the server: what is asked, and what is wrong."""

from random import Random

import pytest
from werkzeug.datastructures import MultiDict

from core.clock import today
from surveys.instruments.expressions import values
from surveys.instruments.expressions.evaluate import evaluate
from surveys.instruments.expressions.tree import ExpressionRefused
from surveys.instruments.judging import LONGEST_TEXT
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.outline import outline
from surveys.waves.sheet import read_answers
from tests.browser.person import ROOT
from tests.surveys.instruments.any_instrument import any_answers, any_instrument
from tests.surveys.instruments.doubling import DOUBLING
from tests.surveys.instruments.expressions.reading import (
    CASES,
    RECORDED,
    recorded_cases,
    recorded_tree,
    scope_of,
    tree_of,
)
from tests.surveys.waves.asking.kinds import KINDS

INSTRUMENTS, ANSWERS_EACH = 400, 5
SITE = "http://phone.test"

COMES_TO = """async (cases) => {
  const { evaluate, text } = await import("/survey/expressions.js");
  return cases.map(([tree, scope]) => text(evaluate(tree, scope), scope.zone));
}"""
JUDGES = """async (cases) => {
  const { follow, opened, problem, offered } = await import("/survey/engine.js");
  return cases.map(([sent, each]) => each.map((answers) => {
    const outline = opened(sent);
    const { asked, scope } = follow(outline, answers);
    const items = asked.map((key) => outline.items[key]);
    return {
      asked,
      said: { ...scope.answers },
      wrong: Object.fromEntries(items
        .filter((item) => item.kind !== "calculate")
        .map((item) => [item.key, problem(item, answers, scope)])
        .filter(([, code]) => code)),
      offered: Object.fromEntries(items
        .filter((item) => item.filter !== undefined)
        .map((item) => [item.key, offered(item, scope)])),
    };
  }));
}"""


@pytest.fixture(scope="module")
def phone(browser):
    """A page that has the modules, and no site behind it."""
    context = browser.new_context()
    page = context.new_page()

    def serve(route):
        name = route.request.url.removeprefix(SITE).lstrip("/")
        if name:
            route.fulfill(path=ROOT / "static" / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page.route(f"{SITE}/**", serve)
    page.goto(f"{SITE}/")
    yield page
    context.close()


def seen(scope):
    return {
        "answers": dict(scope.answers),
        "rounds": {key: list(keys) for key, keys in scope.rounds.items()},
        "own": scope.own,
        "attributes": dict(scope.attributes),
        "today": scope.today,
        "zone": scope.zone,
    }


def same_on_both(phone, cases):
    found = phone.evaluate(COMES_TO, [(tree, seen(scope)) for tree, scope in cases])
    wanted = [values.text(evaluate(tree, scope), scope.zone) for tree, scope in cases]
    return [
        (tree, server, there)
        for (tree, _scope), server, there in zip(cases, wanted, found, strict=True)
        if server != there
    ]


def test_every_case_comes_to_the_same_on_a_phone(phone):
    assert not same_on_both(phone, [(tree_of(case), scope_of(case)) for case in CASES])


@pytest.mark.skipif(not RECORDED.exists(), reason=f"{RECORDED.name} is not here")
def test_so_does_what_another_evaluator_was_recorded_with(phone):
    read = []
    for case in recorded_cases():
        try:
            read.append(recorded_tree(case))
        except ExpressionRefused:
            continue

    assert len(read) > 500
    assert not same_on_both(phone, read)


def judged(instrument, answers):
    asked = instrument.asked(answers)
    wrong = {item.key: instrument.problem(item, answers) for item in asked}
    return {
        "asked": [item.key for item in asked],
        "said": dict(instrument.scope(answers).answers),
        "wrong": {
            item.key: str(wrong[item.key])
            for item in asked
            if wrong[item.key] and item.kind is not Kind.CALCULATE
        },
        "offered": {
            item.key: [o.key for o in instrument.options_for(item, answers)]
            for item in asked
            if item.choice_filter is not None
        },
    }


def test_any_instrument_and_any_answers_are_asked_and_judged_the_same(phone):
    draw = Random(2026)  # noqa: S311  # an example, no secret
    made = []
    for _ in range(INSTRUMENTS):
        instrument = any_instrument(draw)
        made.append(
            (instrument, [any_answers(draw, instrument) for _ in range(ANSWERS_EACH)])
        )
    sent = [(outline(instrument, today()), each) for instrument, each in made]

    found = phone.evaluate(JUDGES, sent)

    problems = set()
    for (instrument, each), there in zip(made, found, strict=True):
        for answers, phones in zip(each, there, strict=True):
            assert phones == judged(instrument, answers), (instrument, answers)
            problems |= set(phones["wrong"].values())
    assert len(problems) >= 10, "the examples are wrong in many ways"


@pytest.mark.parametrize("word", ["ab", "\U0001f68cx"])
def test_what_doubles_itself_is_cut_at_the_same_place(phone, word):
    answers = {"c0": word}
    ((there,),) = phone.evaluate(JUDGES, [(outline(DOUBLING, today()), [answers])])
    assert there == judged(DOUBLING, answers)


LONG = ("x" * 5_000, "\U0001f68c" * 5_000, "7" * 60)


def test_an_answer_that_is_too_long_is_cut_for_the_others_on_both(phone):
    sent = outline(KINDS, today())
    keys = [item.key for item in KINDS.unrolled if item.kind not in SILENT]
    answers = [
        {key: [words] if key in PICKED else words for key in keys} for words in LONG
    ]
    (found,) = phone.evaluate(JUDGES, [(sent, answers)])
    for there, each in zip(found, answers, strict=True):
        assert there == judged(KINDS, each)
        assert max(map(len, there["said"].values())) <= LONGEST_TEXT


READS = """async ([sent, forms]) => {
  const { opened } = await import("/survey/engine.js");
  const { read } = await import("/survey/sheet.js");
  return forms.map((fields) => {
    const form = document.createElement("form");
    for (const [name, value] of fields) {
      const field = document.createElement("textarea");
      Object.assign(field, { name, value });
      form.append(field);
    }
    return read(opened(sent), form);
  });
}"""
TYPED = (
    *(
        "",
        " 34 ",
        "٣٤",
        "+7",
        "-0",
        "2,5",
        "٢٫٥",
        "1.",
        "1e3",
        "१२",
        "𝟗",
        "12345678901",
    ),
    *("07", "2026", "x", "a:1", "bus", "yes", "two words", "two\nlines", "🚌", "\x85"),
)


IN_PARTS = SILENT | {Kind.DATE, Kind.RANK}
PICKED = {"first": ("1", "2", "3"), "ways": ("bus", "car", "walk", "none")}


def typed(draw):
    """Return the fields of a form with anything typed anywhere."""
    names = [
        *(f"q.{item.key}" for item in KINDS.unrolled if item.kind not in IN_PARTS),
        *(f"q.last~{part}" for part in ("day", "month", "year")),
        *(f"q.since~{part}" for part in ("month", "year")),
        *(f"q.first~{key}" for key in KINDS.by_key["first"].option_keys),
        *["q.ways"] * 3,
    ]
    return [
        (name, draw.choice(PICKED.get(name[2:].partition("~")[0], TYPED)))
        for name in names
        if draw.random() < 0.6
    ]


def test_a_phone_reads_what_was_typed_as_the_server_does(phone):
    draw = Random(7)  # noqa: S311  # an example, no secret
    forms = [typed(draw) for _ in range(300)]

    found = phone.evaluate(READS, [outline(KINDS, today()), forms])

    for fields, there in zip(forms, found, strict=True):
        assert there == read_answers(KINDS, MultiDict(fields).to_dict(flat=False))
