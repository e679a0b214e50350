"""From a set of questions that ships to frozen results, on the pages alone.

Only what a board decides elsewhere is said by a command.
"""

import pytest

from accounts.rules import Role
from app import cli
from surveys.findings.freezing.jobs import take_up
from surveys.findings.queries import release_of
from surveys.instruments.blanks import BLANK
from surveys.instruments.shipped import template
from tests.factories import make_member
from tests.surveys.instruments.editing.desk import fields
from tests.surveys.waves.walk import Walk

DRAFT = "/desk/questions/drafts/was-this-fair"
PLAN = "/desk/waves/new/was-this-fair/2"
PEOPLE = 12
CHOSEN = {
    "anonymity": "open",
    "tables": ["D1", "D7"],
    "breakdowns": ["area"],
    "sponsor": "The library",
    "recruitment": "Posters",
}


@pytest.fixture
def staff(pages, session):
    return make_member(session, Role.FACILITATOR, Role.STEWARD)


def fill_in(pages):
    """Write the consent of the template anew, in English alone."""
    pages.post("/desk/questions/templates/was-this-fair")
    pages.post(f"{DRAFT.rpartition('/')[0]}/was-this-fair/take")
    consent = template("was-this-fair").consent.lines["en"]
    filled = [BLANK.sub("Larkmoor", line) for line in consent]
    typed = fields(pages.get(f"{DRAFT}/frame")) | {"languages": []}
    pages.post(f"{DRAFT}/frame", typed | {"consent": "\n".join(filled)})
    pages.post(f"{DRAFT}/version", fields(pages.get(f"{DRAFT}/version")))


def answer(pages, address, one):
    """Answer as one of some people would."""
    given = {"D1": "agree" if one % 2 else "disagree", "D7": "no", "area": "town"}
    walk = Walk(pages, address)
    walk.send({"agree": "2", "step": "start"}, 200)  # its consent text is the second
    walk.fill(**given).press("send", status=303)


def agree_elsewhere(app, session):
    """Say on the command line what the meeting of a library decided."""
    session.commit()
    words = ["adopt", "was-this-fair", "--decided", "The meeting of the library."]
    done = app.test_cli_runner().invoke(cli, ["survey", *words])
    assert done.output == "was-this-fair: version 2 is agreed\n"


def test_a_facilitator_fields_a_template_without_a_programmer(
    app, pages, session, staff
):
    pages.sign_in(staff)
    fill_in(pages)
    agree_elsewhere(app, session)
    form = fields(pages.get(PLAN))
    slug = form["slug"]
    pages.post(PLAN, form | CHOSEN, 303)
    pages.post(f"/desk/waves/{slug}/open", status=303)

    pages.sign_out()
    for one in range(PEOPLE):
        answer(pages, f"/s/{slug}", one)

    pages.sign_in(staff)
    pages.post(f"/desk/waves/{slug}/close", {"sure": "1"}, status=303)
    pages.post(f"/desk/results/{slug}/freeze", status=303)
    take_up()
    page = pages.get(f"/desk/results/{slug}")
    assert "12 people answered." in page
    assert "I understood why I was asked." in page
    release = release_of(session, slug)
    assert release.published_at is None
    assert release.wave.method["sponsor"] == {"en": "The library"}
