"""Real forms, taken in from XLSForm, walked to their end without a script.

They lie beside the checkout, where they do.
"""

import random
import re

import pytest
from sqlalchemy import select

from surveys.instruments.kinds import SILENT, SINGLE, Kind
from surveys.waves.models import Arriving
from surveys.waves.planning.drawing_up import Missing, not_offered, offered
from tests.surveys.instruments.real_forms import filled_form
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.walk import Walk, hidden

FORMS = ("correlaid_all_types", "correlaid_mitwirken_umfrage")
FORMS += ("pyxform_choice_filter", "pyxform_spec_test")
TYPED = {Kind.INTEGER: "20", Kind.DECIMAL: "4.5", Kind.ACKNOWLEDGE: "yes"}
DAY = {"year": "2020", "month": "2", "day": "29"}


@pytest.fixture(params=FORMS)
def made(request):
    return filled_form(request.param)


def plan_for(made):
    """Return the smallest plan: one table of the first question with choices."""
    first = next(item for item in made.items if item.kind in SINGLE)
    return {
        "title": {made.default_language: "Questions"},
        "tables": [{"item": first.key, "by": []}],
        "breakdowns": [],
        "method": {"sponsor": "The library"},
    }


def typed(item, page, chance):
    """Return the fields that somebody fills in on the page of one question."""
    name = f"q.{item.key}"
    offered = re.findall(rf'name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    if item.kind in SILENT or (item.kind in SINGLE and not offered):
        return {}
    if item.kind in SINGLE:
        return {name: chance.choice(offered)}
    if item.kind is Kind.SELECT_MULTIPLE:
        return {name: [chance.choice(offered)]}
    if item.kind is Kind.RANK:
        keys = chance.sample(item.option_keys, len(item.options))
        return {f"{name}~{key}": str(place) for place, key in enumerate(keys, 1)}
    if item.kind is Kind.DATE:
        return {f"{name}~{part}": value for part, value in DAY.items()}
    return {name: TYPED.get(item.kind, "somebody@a.example")}


@pytest.mark.parametrize("seed", range(2))
def test_a_real_form_is_walked_to_its_end_without_a_script(made, seed, pages, session):
    make_open(session, of=made, plan=plan_for(made))
    walk, chance, seen = Walk(pages).start(), random.Random(seed), []  # noqa: S311  # no secret
    while 'name="at" value=""' not in walk.page:
        (at,) = hidden(walk.page)["at"]
        assert at not in seen
        seen.append(at)
        answer = typed(made.by_key[at], walk.page, chance)
        walk.send({"step": "next", **answer}, 200)
    walk.send({"step": "send"}, 303)
    session.expire_all()
    (kept,) = session.scalars(select(Arriving))
    asked = [item.key for item in made.asked(kept.answers)]
    assert set(kept.answers) <= set(asked)
    assert set(seen) <= set(asked)
    assert len(kept.answers) > 1


OFFERED = {
    "correlaid_all_types": 11,
    "correlaid_mitwirken_umfrage": 20,
    "pyxform_choice_filter": 3,
    "pyxform_spec_test": 13,
}
"""Questions that can be published, of each form; of the last one 1 without rules."""


def test_no_question_of_a_real_form_is_kept_back_for_its_condition(made, request):
    form = request.node.callspec.params["made"]
    assert len(offered(made)) == OFFERED[form]
    assert Missing.CONDITION not in not_offered(made)
