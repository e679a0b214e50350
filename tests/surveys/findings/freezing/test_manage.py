import pytest

from accounts.rules import Role
from surveys.findings.freezing import service
from surveys.findings.freezing.queries import latest
from tests.factories import make_member
from tests.surveys.findings.factories import make_answered, make_frozen
from tests.surveys.findings.freezing.test_service import ask, take

MAKING = "/desk/results/library/making"


@pytest.fixture
def steward(pages, session):
    pages.sign_in(make_member(session, Role.STEWARD))


@pytest.mark.usefixtures("steward")
def test_the_page_says_how_far_it_is_in_words_and_per_cent(pages, session):
    make_answered(session)
    ask(session)
    job = take(session)
    service.note_progress(session, job.id, job.holder, "reading", 51, 204)
    html = pages.get(MAKING)
    assert "The answers are being read. Of this step, 25% is done." in html
    assert "204" not in html
    assert "Look again" in html


@pytest.mark.usefixtures("steward")
def test_the_desk_leads_to_what_is_being_made(pages, session):
    make_answered(session)
    ask(session)
    html = pages.get("/desk/results/")
    assert MAKING in html
    assert "Make the results" not in html


@pytest.mark.usefixtures("steward")
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("freezing.broken", "Nothing of them was kept."),
        ("wave.is_frozen", "The results of this survey are final already."),
        (service.STOPPED, "too little memory"),
        ("somewhere.else", "The reason is: somewhere.else."),
    ],
)
def test_a_failure_says_what_to_do_and_can_be_tried_again(
    pages, session, reason, words
):
    make_answered(session)
    ask(session)
    service.fail(session, latest(session, "library"), reason)
    html = pages.get(MAKING)
    assert words in html
    assert pages.post("/desk/results/library/freeze") == MAKING
    assert "about to begin" in pages.get(MAKING)


@pytest.mark.usefixtures("steward")
def test_a_second_press_is_told_of_the_first(pages, session):
    make_answered(session)
    ask(session)
    assert "asked for these" in pages.post("/desk/results/library/freeze", status=409)


@pytest.mark.usefixtures("steward")
def test_nothing_is_being_made_of_other_waves(pages, session):
    make_frozen(session)
    pages.get(MAKING, 404)
