from accounts.rules import Role
from surveys.findings.freezing.jobs import take_up
from surveys.findings.method_statement import REQUIRED
from surveys.findings.queries import release_of
from surveys.waves.service import close_wave
from tests.factories import make_member
from tests.surveys.findings.factories import (
    PLAN,
    make_answered,
    make_frozen,
    make_published,
)


def sign_in(pages, session, role=Role.STEWARD):
    pages.sign_in(make_member(session, role))


def test_a_steward_makes_looks_and_publishes(pages, session):
    sign_in(pages, session)
    close_wave(session, make_answered(session), role="operator")
    assert "Make the results" in pages.get("/desk/results/")
    assert pages.post("/desk/results/library/freeze") == "/desk/results/library/making"
    take_up()
    assert (
        pages.answer("GET", "/desk/results/library/making", 303).headers["Location"]
        == "/desk/results/library"
    )
    html = pages.get("/desk/results/library")
    assert "Only you see this." in html
    assert "204 people answered" in html
    pages.get("/results/library", 404)
    assert pages.post("/desk/results/library/publish") == "/results/library"
    assert "45.6%" in pages.get("/results/library")


def test_a_second_freeze_is_told_that_it_was_done(pages, session):
    sign_in(pages, session)
    make_frozen(session)
    html = pages.post("/desk/results/library/freeze", status=409)
    assert "final already" in html


def test_a_second_publication_is_told_that_it_was_done(pages, session):
    sign_in(pages, session)
    make_published(session)
    html = pages.post("/desk/results/library/publish", status=409)
    assert "published these results already" in html


def test_only_what_one_looked_at_is_published(pages, session):
    sign_in(pages, session)
    make_frozen(session)
    said = pages.post("/desk/results/library/publish", {"release": "7"})
    assert said == "/desk/results/library"
    assert "corrected just now" in pages.get("/desk/results/library")
    pages.get("/results/library", 404)
    html = pages.get("/desk/results/")
    assert '<input type="hidden" name="release" value="1">' in html


def test_without_the_method_publishing_leads_to_it(pages, session):
    sign_in(pages, session, Role.FACILITATOR)
    make_frozen(session, raw=PLAN | {"method": {}})
    method = "/desk/results/library/method?missing=1"
    assert pages.post("/desk/results/library/publish") == method
    html = pages.get(method)
    assert "still missing" in html
    for item in REQUIRED:
        assert f'<p class="error" id="{item}-error">' in html
    assert "Who paid for it and who did it – Please write something here." in html
    pages.get("/results/library", 404)


def test_the_method_is_written_in_the_language_of_the_page(pages, session):
    sign_in(pages, session)
    make_frozen(session, raw=PLAN | {"method": {"sponsor": "The library"}})
    said = {str(item): f"كلمات {item}" for item in REQUIRED}
    pages.post("/desk/results/library/method", {**said, "lang": "ar"})
    method = release_of(session, "library").wave.method
    assert method["sponsor"] == {"en": "The library", "ar": "كلمات sponsor"}
    assert pages.post("/desk/results/library/publish") == "/results/library"


def test_a_text_too_long_comes_back_with_everything_typed(pages, session):
    sign_in(pages, session)
    make_frozen(session, raw=PLAN | {"method": {}})
    said = {"sponsor": "x" * 4001, "population": "Everybody"}
    html = pages.post("/desk/results/library/method", said, status=422)
    assert "Please use fewer letters." in html
    assert "x" * 4001 in html
    assert "Everybody" in html


def test_an_empty_desk_says_so(pages, session):
    sign_in(pages, session)
    assert "No survey has closed yet." in pages.get("/desk/results/")


def test_the_form_of_the_method_says_of_which_survey_and_what_other_languages_say(
    pages, session
):
    sign_in(pages, session)
    make_frozen(session, raw=PLAN | {"method": {"sponsor": "The library"}})
    html = pages.get("/desk/results/library/method?lang=ar")
    assert '<p class="lead">بعض الأسئلة</p>' in html
    assert "The library" in html.split('id="sponsor-hint"')[1].split("</p>")[0]
    assert 'id="strategy-hint"' not in html
    assert 'class="error"' not in html


def test_from_the_preview_one_says_how_it_was_done_or_publishes(pages, session):
    sign_in(pages, session)
    make_frozen(session)
    html = pages.get("/desk/results/library")
    assert '<a class="back" href="/desk/results/">' in html
    assert 'href="/desk/results/library/method"' in html
    assert 'action="/desk/results/library/publish"' in html
    pages.post("/desk/results/library/publish", {"release": "1"})
    assert 'action="/desk/results' not in pages.get("/results/library/tables")


def test_each_act_on_the_desk_names_its_survey(pages, session):
    sign_in(pages, session)
    make_frozen(session)
    html = pages.get("/desk/results/")
    named = '<span class="sr">: A few questions</span>'
    for act in ("Look at them first", "Say how it was done", "Publish"):
        assert f"{act}{named}" in html
