"""Real forms, taken in from XLSForm, are answered to their end on a phone with scripts.

They lie beside the checkout, where they do.
"""

import pytest
from sqlalchemy import select

from core.db import db
from surveys.waves.models import Arriving, Wave
from tests.browser.test_walk import Walk
from tests.surveys.instruments.real_forms import filled_form
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.test_real_forms_walked import FORMS, plan_for

LONGEST = 300  # presses of a button
# What people type by the kind of field; dates and places are filled in one by one.
TYPED = {"number": "20", "text": "somebody@a.example", "textarea": "A warm room"}
DAY = {"year": "2020", "month": "2", "day": "29"}


@pytest.fixture(params=FORMS)
def form(request):
    return filled_form(request.param)


def answers_what_is_shown(walk):
    """Answer the question on the screen in the first way that comes to mind."""
    controls = walk.here.locator("input:visible, select:visible, textarea:visible")
    picked = set()
    for number in range(controls.count()):
        control = controls.nth(number)
        name, kind = control.evaluate("it => [it.name, it.type]")
        part = name.rpartition("~")[2]
        if kind == "select-one":
            control.select_option(index=number + 1)
        elif kind == "radio":
            control.check()  # and the last one stays
        elif kind == "checkbox":
            if name not in picked:
                control.check()
        else:
            control.fill(DAY.get(part) or TYPED.get(kind, TYPED["text"]))
        picked.add(name)


def test_a_real_form_is_answered_to_its_end_on_a_phone(app, person, form):
    slug = form.slug.replace("_", "-")
    make_open(db.session(), slug, of=form, plan=plan_for(form))
    language = form.default_language if form.default_language in {"en", "fr"} else "en"
    someone = person("resident", language)
    someone.page.goto(f"{someone.address}/s/{slug}?lang={language}")
    someone.page.locator("#agree").check()
    someone.page.locator("#start button[value=start]").click()
    walk = Walk(someone, [])
    walk.here.locator("h2").wait_for()
    for _ in range(LONGEST):
        at = walk.at
        if not at:
            break
        answers_what_is_shown(walk)
        walk.press("next")
        if walk.at == at:  # it asks for something else than that
            walk.press("skip")
    walk.sends()
    db.session.rollback()
    found = db.session.scalars(
        select(Arriving.answers).join(Wave).where(Wave.slug == slug)
    )
    (kept,) = found
    assert len(kept) > 1
    assert set(kept) <= {item.key for item in form.asked(kept)}
