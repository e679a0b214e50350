"""Attacks on what is published: arithmetic over all tables, and reading all pages."""

import csv
import io
import json
import random
import re
import tomllib
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from core.settings import LANGUAGES
from deliberation.demo.population import voices
from deliberation.demo.quotas import WAVES
from deliberation.demo.story import FOLDER
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.definition import load
from surveys.instruments.questionnaire import Kind
from surveys.instruments.strict_toml import Place
from surveys.waves.importing.mapping_file import read_mapping
from surveys.waves.importing.rows import Taken, read_rows
from surveys.waves.plan_file import plan_of, read_plan
from tests.surveys.findings.attacker import Attacker

ROOT = Path(__file__).parents[3]
OSMI = ROOT / "docs/examples/osmi-2014"
SURVEY = ROOT.parent / "shared/data/osmi-2014/survey.csv"
SMALL = range(1, 5)


@cache
def larkmoor():
    """Its questions, and its plan."""
    questions = load(FOLDER / "larkmoor.toml")
    plan = tomllib.loads((FOLDER / "larkmoor.plan.toml").read_text("utf-8"))
    return questions, plan_of(Place("larkmoor"), plan, questions)


@cache
def people_of(wave):
    """Everybody who answered in a wave of Larkmoor."""
    questions, _plan = larkmoor()
    seed = 2026 + list(WAVES).index(wave)
    return tuple(
        Counted(questions.clean(voice.answers), voice.language, voice.mode)
        for voice in voices(WAVES[wave], seed=seed)
    )


def attack(tabulation, plan, *, more=(), release=None):
    """Read everything that would be published; ``more`` are numbers that slip out.

    Summary and tables are those of the gate, or of a ``release`` made of them.
    """
    attacker, questions = Attacker(), tabulation.instrument
    made = summary_of(tabulation, plan), frozen_tables(tabulation, plan)
    summary, tables = release or made
    for name, sizes in summary["groups"].items():
        attacker.read_groups(name, sizes)
    for table in tables:
        item, body = questions.by_key[table.item_key], table.body
        attacker.read_table(body, asked_all=not item.relevant)
        groups = {g for row in body["rows"][1:] for g in row["members"]} or {""}
        for rule in item.relevant if len(item.relevant) == 1 else ():
            if questions.by_key[rule.item].kind is Kind.SELECT_ONE:
                attacker.read_condition(item.key, table.breakdown, groups, rule)
    for unknown, number in more:
        attacker.learn([(unknown, 1)], number)
    return attacker


def truth_of(tabulation, plan, unknown):
    """How many people an unknown of the attacker's really is."""
    groups = {each.key: tabulation.groups(each) for each in plan.breakdowns}
    if unknown[0] == "size":
        return groups[unknown[1]].get(unknown[2], 0).bit_count()
    item = tabulation.instrument.by_key[unknown[1]]
    people = groups[unknown[2]].get(unknown[3], 0) if unknown[2] else None
    people = tabulation.everyone if people is None else people
    own = next((each for each in plan.breakdowns if each.source == item), None)
    if unknown[0] == "base":
        asked = tabulation.everyone if own else tabulation.asked(item)
        return (people & asked).bit_count()
    answers = tabulation.groups(own) if own else tabulation.answers(item)
    return (people & answers.get(unknown[4], 0)).bit_count()


def found_out(tabulation, plan, *, more=(), release=None):
    """What an attacker learns that the gate meant to hide, with the numbers."""
    attacker = attack(tabulation, plan, more=more, release=release)
    learnt = dict(attacker.known())
    learnt |= {
        unknown: low
        for unknown, (low, high) in attacker.ranges().items()
        if low == high
    }
    for unknown, number in learnt.items():
        assert number == truth_of(tabulation, plan, unknown), unknown
    return {
        unknown: number
        for unknown, number in learnt.items()
        if number in SMALL or (number == 0 and is_sensitive(tabulation, unknown))
    }


def is_sensitive(tabulation, unknown):
    item = unknown[0] == "cell" and tabulation.instrument.by_key[unknown[1]]
    return bool(item and item.sensitive)


@pytest.mark.parametrize("wave", WAVES)
def test_no_small_number_of_larkmoor_follows_from_all_its_tables(wave):
    questions, plan = larkmoor()

    assert found_out(tabulate(people_of(wave), questions, plan), plan) == {}


@pytest.mark.parametrize("seed", range(8))
def test_no_small_number_of_a_smaller_community_follows_either(seed):
    questions, plan = larkmoor()
    chance = random.Random(seed)  # noqa: S311  # the same sample each time
    everybody = people_of(chance.choice(list(WAVES)))
    some = chance.sample(everybody, chance.choice([25, 40, 60, 90, 130, 200, 300]))

    assert found_out(tabulate(some, questions, plan), plan) == {}


@pytest.mark.skipif(not SURVEY.exists(), reason="osmi-2014/survey.csv lies beside")
def test_no_small_number_of_the_real_survey_follows_from_all_its_tables():
    questions = load(OSMI / "osmi-2014.toml")
    plan = read_plan("plan", (OSMI / "osmi-2014.plan.toml").read_text(), questions)
    text = (OSMI / "osmi-2014.mapping.toml").read_text()
    mapping = read_mapping("mapping", text, questions)
    rows = read_rows("survey", SURVEY.read_bytes(), mapping, questions)
    people = [
        Counted(row.answers, row.language, "import")
        for row in rows
        if isinstance(row, Taken)
    ]

    assert len(people) > 1000
    assert found_out(tabulate(people, questions, plan), plan) == {}


def test_the_attacker_would_notice_a_number_too_many():
    """Polish hides with French: to publish the one gives the other away."""
    questions, plan = larkmoor()
    tabulation = tabulate(people_of("autumn"), questions, plan)
    slip = (("size", "language", "fr"), truth_of(tabulation, plan, FRENCH))

    assert POLISH in attack(tabulation, plan, more=[slip]).known()
    assert POLISH not in attack(tabulation, plan).known()


FRENCH, POLISH = ("size", "language", "fr"), ("size", "language", "pl")


@pytest.fixture
def reader(community):
    """Somebody who reads Larkmoor's site."""
    return community.app.test_client().get


@pytest.mark.xdist_group("community")
def test_every_way_of_publishing_says_the_same_and_no_more(reader):
    """Larkmoor is built once for all who only read it."""
    assert "hidden-cell" in reader("/results/autumn/4").text
    for wave in WAVES:
        bodies = json.loads(reader(f"/results/{wave}.json").text)["results"]
        check_csv(reader(f"/results/{wave}.csv").text, bodies)
        for body in bodies:
            check_trace(reader(f"/trace/result/{body['id']}").text, body)
        for code in LANGUAGES if wave == "autumn" else ["en"]:
            check_pages(reader, wave, bodies, code)


def check_csv(text, bodies):
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\N{BOM}"))))
    wanted = [
        ["" if number is None else str(number) for number in (people, share, *span)]
        for body in bodies
        for row in body["rows"]
        for people, share, span in cells_of(row)
    ]
    names = ("people", "share", "range_low", "range_high")
    assert [[line[name] for name in names] for line in lines] == wanted


def cells_of(row):
    ranges = [span or (None, None) for span in row["ranges"]]
    return zip(row["counts"], row["shares"], ranges, strict=True)


def check_trace(html, body):
    wanted = [people for row in body["rows"] for people in row["counts"]]
    table = re.search(r"<tbody>.*?</tbody>", html, re.DOTALL)
    found = numbers(table[0])[::2] if table else []
    assert found == wanted, body["item"]["key"]
    check_hidden(html)


def check_pages(reader, wave, bodies, code):
    pages = {}
    for number, key in enumerate(dict.fromkeys(b["item"]["key"] for b in bodies), 1):
        pages[key] = reader(f"/results/{wave}/{number}?lang={code}").text
    whole = reader(f"/results/{wave}/tables?lang={code}").text
    everything = reader(f"/results/{wave}/everything?lang={code}").text
    for html in (whole, everything, *pages.values()):
        check_hidden(html)
    for body in bodies:
        check_page(pages[body["item"]["key"]], body)
        check_page(everything, body)
        if body["breakdown"] is None:
            check_page(whole, body)


def check_page(html, body):
    """The table, the drawing and Plotly's figure of one body on its page."""
    by = body["breakdown"]
    key = body["item"]["key"] + (f"-{by['key']}" if by else "")
    shown = [row for row in body["rows"] if not by or row["key"]]
    for row in shown:
        for column, people in zip(body["columns"], row["counts"], strict=True):
            place = ([row["key"]] if by else []) + [column["key"] or "none"]
            ident = re.escape(".".join([key, *place]))
            line = re.search(rf'<tr id="{ident}">.*?</tr>', html, re.DOTALL)
            if row["base"] is None:
                assert line is None, (key, place)
            else:
                assert line, (key, place)
                assert numbers(line[0])[0] == people
    found = re.search(rf'id="figure-{key}">(.*?)</script>', html, re.DOTALL)
    if found:
        # A labelled scale has a bar for everybody above those of the groups.
        figure = json.loads(unescape(found[1]))
        check_figure(figure, body["rows"] if by and is_scale(figure) else shown)


def is_scale(figure):
    return any("base" in trace for trace in figure["data"])


def check_figure(figure, rows):
    """Nothing is drawn but shares that the table has, each as often."""
    drawn = [
        share
        for trace in figure["data"]
        if trace["type"] == "bar"
        # The first part of a scale's level is the swatch beside its name.
        for share in (trace["x"][1:] if "base" in trace else trace["x"])
        if share is not None
    ]
    public = [share for row in rows for share in row["shares"] if share is not None]
    for share in set(drawn):
        assert drawn.count(share) <= public.count(share), share


def check_hidden(html):
    """A dash says why it is one, and carries no number, not even where none looks."""
    for cell in re.findall(r"<td[^>]*>(?:(?!</td>).)*hidden-cell.*?</td>", html):
        assert not re.search(r"\d", cell), cell


def numbers(html):
    """What stands in the cells for people and shares; None for a dash."""
    cells = re.findall(r'<td class="number">(.*?)</td>', html)
    return [None if "hidden-cell" in cell else whole(cell) for cell in cells]


def whole(cell):
    """A number of people, however its language writes it."""
    digits = re.sub(r"\D", "", re.sub("<.*?>", "", unescape(cell)))
    return int(digits) if digits else None
