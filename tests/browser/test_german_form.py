"""One real form, in German, with a draft in Arabic: three ways to answer, one row each.

It lies beside the checkout, where it does.
"""

from dataclasses import fields, is_dataclass, replace

import pytest
from sqlalchemy import select

from core.db import db
from surveys.instruments.kinds import SINGLE, Kind
from surveys.waves.models import Arriving, Wave
from tests.browser.test_walk import Walk
from tests.surveys.instruments.real_forms import filled_form
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.test_real_forms_walked import plan_for

WAYS = ("without scripts", "by keyboard alone", "with the network cut three times")


def drafted(part):
    """Return a part of an instrument with an Arabic draft beside each German text."""
    if isinstance(part, dict) and isinstance(part.get("de"), str):
        return {**part, "ar": f"مسودة: {part['de']}"}
    if isinstance(part, dict) and isinstance(part.get("de"), tuple):
        return {**part, "ar": tuple(f"مسودة: {line}" for line in part["de"])}
    if isinstance(part, tuple):
        return tuple(map(drafted, part))
    if is_dataclass(part):
        inside = {f.name: getattr(part, f.name) for f in fields(part) if f.init}
        return replace(part, **{name: drafted(value) for name, value in inside.items()})
    return part


@pytest.fixture(scope="module")
def form():
    made = filled_form("correlaid_mitwirken_umfrage")
    return replace(drafted(made), languages=("de", "ar"))


def typed(item):
    """Return what everybody answers: the field and its value, if the item has one."""
    name = f"q.{item.key}"
    if item.kind in SINGLE:
        return {name: item.option_keys[0]}
    if item.kind is Kind.SELECT_MULTIPLE:
        return {name: item.option_keys[1]}
    if item.kind is Kind.INTEGER:
        return {name: "20"}
    if item.kind is Kind.TEXT:
        return {name: "somebody@a.example"}
    return {}


class Answering:
    """Somebody who gives the same answers in one of the ways."""

    def __init__(self, form, someone, *, scripts):
        self.form, self.page, self.someone = form, someone.page, someone
        self.scripts = scripts
        self.walk = Walk(someone, [])

    @property
    def at(self):
        if self.scripts:
            return self.walk.at
        return self.page.locator("input[name=at]").get_attribute("value")

    def begins(self):
        self.page.goto(f"{self.someone.address}/s/mitwirken?lang=ar")
        assert self.page.locator("html").get_attribute("dir") == "rtl"
        self.page.locator("#agree").check()
        self.page.locator("#start button[value=start]").click()
        if self.scripts:
            self.walk.here.locator("h2").wait_for()

    def answers(self):
        """Answer the question shown, and go on."""
        place = self.walk.here if self.scripts else self.page.locator("main")
        for name, value in typed(self.form.by_key[self.at]).items():
            self.walk.fill(place.locator(f"[name='{name}']"), value)
        self.walk.press("next")

    def answers_by_keys(self):
        """The same without touching the screen."""
        wanted = typed(self.form.by_key[self.at])
        next_button = self.page.locator(".actions button[value=next]:visible")
        for name, value in wanted.items():
            control = self.walk.here.locator(f"[name='{name}']")
            if control.first.evaluate("it => ['radio', 'checkbox'].includes(it.type)"):
                control = control.and_(self.page.locator(f"[value='{value}']"))
                self.someone.walks_to(control)
                self.page.keyboard.press("Space")
            else:
                self.someone.walks_to(control)
                self.page.keyboard.type(value)
        self.someone.walks_to(next_button)
        self.page.keyboard.press("Enter")


def rows():
    db.session.rollback()
    of_wave = select(Arriving.answers).join(Wave).where(Wave.slug == "mitwirken")
    return [dict(answers) for answers in db.session.scalars(of_wave)]


@pytest.fixture
def survey(app, form):
    session = db.session()
    if not session.scalar(select(Wave).where(Wave.slug == "mitwirken")):
        make_open(session, "mitwirken", of=form, plan=plan_for(form))


@pytest.mark.parametrize("way", WAYS)
def test_each_way_through_the_german_form_ends_in_the_same_row(
    survey, form, person, way
):
    scripts = way != "without scripts"
    someone = person("resident", "ar", scripts=scripts)
    answering = Answering(form, someone, scripts=scripts)
    before = len(rows())
    answering.begins()
    seen = 0
    while answering.at:
        if way == "with the network cut three times":
            someone.page.context.set_offline(seen // 5 in {0, 2})
        if way == "by keyboard alone":
            answering.answers_by_keys()
        else:
            answering.answers()
        seen += 1
    assert seen > len(form.items) / 2
    if way == "with the network cut three times":
        answering.walk.cut()
        answering.walk.press("send")
        answering.walk.notice.wait_for()
        assert len(rows()) == before
        answering.walk.connect()
    if way == "by keyboard alone":
        someone.walks_to(someone.page.locator("button[value=send]:visible"))
        someone.page.keyboard.press("Enter")
    else:
        answering.walk.press("send")
    someone.page.locator("#thanks").wait_for()
    found = rows()
    assert len(found) == before + 1
    assert all(row == found[0] for row in found)
    assert found[0]["landkreise"] == form.by_key["landkreise"].option_keys[0]
