"""Notes and shadow reports, as readers and writers meet them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accounts.own_data import holdings
from accounts.rules import Role
from core.clock import today
from forum.notes import queries
from forum.notes.models import Note, NoteKind
from forum.notes.service import withdraw
from forum.threads.models import Post, PostState, Thread
from surveys.findings.queries import results_of_everybody
from tests.factories import make_member
from tests.forum.conversations import key, make_posts
from tests.forum.notes.beside import (
    HOMES,
    LAST_BUS,
    make_note,
    note_draft,
    report_draft,
    words_of,
)
from tests.page_rules import read
from tests.surveys.findings.factories import make_frozen

NOTE = "/forum/notes/library/note"
REPORT = "/forum/notes/library/report"
TABLES = "/results/library/tables"


@pytest.fixture(autouse=True)
def _results(library):
    """Every page here is about results that are public."""


@pytest.fixture
def written(session, library, moss, yusuf):
    """A published note about the first question, and a published report."""
    note = make_note(session, library, moss, number=1, publisher=yusuf)
    report = make_note(session, library, moss, publisher=yusuf, sent=report_draft())
    return note, report


def form(body=LAST_BUS, **more):
    sent = {"title": "The villages", "body": body, "language": "en", "key": key()}
    return sent | more


def report_form(**more):
    behind = {"on_behalf_of": "Residents of four homes", "evidence": ""}
    return form(HOMES, title="What the homes say", **{**behind, **more})


def notes(session):
    return session.scalar(select(func.count()).select_from(Note))


def slug_of(session, note):
    return session.get_one(Thread, note.thread_id).slug


def test_results_ask_for_what_they_miss(pages):
    html = pages.get("/results/library/2")

    assert "Nobody has added anything yet." in html
    for address in (f"{NOTE}?question=2", REPORT):
        assert f'href="{address}"' in html
    assert f'href="{NOTE}"' in pages.get(TABLES)


def test_notes_and_reports_stand_beside_the_results_they_are_about(
    pages, session, written
):
    first = pages.get("/results/library/1")
    for words in ("The villages", LAST_BUS, "Moss", "What the homes say", HOMES):
        assert words in first
    assert "Residents of four homes" in first
    assert "about question 1" not in first
    assert LAST_BUS not in pages.get("/results/library/2")
    assert HOMES in pages.get("/results/library/2")
    everything = pages.get(TABLES)
    assert LAST_BUS in everything
    assert "about question 1" in everything
    assert f"/forum/{slug_of(session, written[0])}" in read("/", first).links()


def test_beside_a_result_stand_three_and_the_rest_on_a_page_of_its_own(
    pages, session, library, moss, yusuf
):
    for place in range(4):
        titled = note_draft(title=f"Note number {place}")
        make_note(session, library, moss, publisher=yusuf, sent=titled)

    html = pages.get(TABLES)

    assert "Note number 1" in html
    assert "Note number 0" not in html
    assert "4 notes and reports" in html
    assert "/forum/notes/library" in read("/", html).links()
    assert "Note number 0" in pages.get("/forum/notes/library")


def test_a_page_that_was_kept_knows_what_was_added_and_taken_back_since(
    pages, session, library, moss, yusuf
):
    before = pages.get(TABLES)
    note = make_note(session, library, moss, publisher=yusuf)
    assert "The villages" in pages.get(TABLES)
    withdraw(session, note.id, moss.id)
    assert pages.get(TABLES) == before


def test_what_waits_stands_nowhere_but_before_its_author(
    pages, session, library, moss, bea
):
    note = make_note(session, library, moss)
    path = f"/forum/{slug_of(session, note)}"
    for reader in (None, bea):
        pages.sign_out()
        if reader:
            pages.sign_in(reader)
        pages.get(path, status=404)
        for page in (TABLES, "/forum/notes/library"):
            assert "The villages" not in pages.get(page)
    pages.sign_in(moss)
    assert LAST_BUS in pages.get(path)
    assert "The villages" not in pages.get(TABLES)


def test_a_conversation_leads_back_to_the_result(pages, session, written):
    note, report = written

    html = pages.get(f"/forum/{slug_of(session, note)}")
    assert "/results/library/1" in read("/", html).links()
    assert "Note about these results" in html
    assert "Your notes and reports" not in html
    html = pages.get(f"/forum/{slug_of(session, report)}")
    for words in ("Shadow report about these results", "Residents of four homes"):
        assert words in html
    (link,) = [
        each
        for each in read("/", html).all("a")
        if each.get("href") == "https://homes.example/minutes"
    ]
    assert link.get("rel") == "nofollow ugc noopener noreferrer"


def test_a_member_writes_a_note_beside_a_question_and_waits(pages, session, moss):
    pages.sign_in(moss)
    html = pages.get(f"{NOTE}?question=1")
    assert "question 1" in html

    went = pages.post(f"{NOTE}?question=1", form())

    assert went == f"/forum/post/{words_of(session, session.scalar(select(Note))).id}"
    html = pages.get("/forum/my-notes")
    assert "It no longer stands beside" not in html
    assert "Waiting for a moderator" in html
    assert session.scalar(select(Note.question)) == 1


def test_a_note_about_all_results_keeps_no_question(pages, session, moss):
    pages.sign_in(moss)
    pages.post(NOTE, form())

    note = session.scalars(select(Note)).one()
    assert (note.kind, note.question, note.frozen_result_id) == ("note", None, None)


def test_a_member_writes_a_report(pages, session, moss):
    pages.sign_in(moss)
    pages.get(REPORT)
    pages.post(REPORT, report_form(evidence="https://homes.example/minutes"))

    note = session.scalars(select(Note)).one()
    assert note.kind == NoteKind.SHADOW_REPORT
    assert note.on_behalf_of == "Residents of four homes"


def test_a_double_click_is_one_note_and_another_tab_is_told(pages, session, moss):
    pages.sign_in(moss)
    sent = form()
    assert pages.post(NOTE, sent) == pages.post(NOTE, sent)

    html = pages.post(NOTE, {**sent, "body": "Another text."}, status=422)

    assert "sent a message from this form already" in html
    assert "Another text." in html
    assert notes(session) == 1


@pytest.mark.parametrize(
    ("path", "sent", "words"),
    [
        (NOTE, form("a" * 601), "at most 600 letters"),
        (NOTE, form("a" * 10_001), "at most 10,000 letters"),
        (NOTE, form(" "), "Please write your message."),
        (NOTE, form(title=""), "Please say in a few words"),
        (NOTE, form(key="short"), "Please send your message once more."),
        (REPORT, report_form(on_behalf_of=""), "Please say who stands behind it."),
        (REPORT, report_form(on_behalf_of="a" * 121), "at most 120 letters"),
        (REPORT, report_form(evidence="minutes"), "one address in each line"),
        (
            REPORT,
            report_form(
                evidence="\n".join(f"https://a.example/{n}" for n in range(11))
            ),
            "at most ten addresses",
        ),
    ],
)
def test_a_refusal_stands_beside_what_was_typed(
    pages, session, moss, path, sent, words
):
    pages.sign_in(moss)

    assert words in pages.post(path, sent, status=422)
    assert notes(session) == 0


def test_contact_details_get_a_word_first(pages, session, moss):
    pages.sign_in(moss)
    sent = report_form(on_behalf_of="Homes, write to homes@example.org")

    assert "an e-mail address" in pages.post(REPORT, sent, status=200)
    assert notes(session) == 0
    pages.post(REPORT, {**sent, "anyway": "yes"})
    assert notes(session) == 1


def test_what_was_typed_before_the_session_ended_comes_back(pages, session):
    assert LAST_BUS in pages.post(NOTE, form(), status=401)
    assert notes(session) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/forum/notes/elsewhere",
        "/forum/notes/library?page=2",
        "/forum/notes/library?page=0",
        "/forum/notes/elsewhere/note",
        f"{NOTE}?question=9",
        f"{NOTE}?question=-1",
        "/forum/notes/elsewhere/report",
        "/forum/my-notes?page=2",
    ],
)
def test_what_is_not_there_is_not_found(pages, moss, path):
    pages.sign_in(moss)
    pages.get(path, status=404)


def test_nothing_stands_beside_results_that_are_not_public(pages, session, moss):
    make_frozen(session, "autumn")
    pages.sign_in(moss)

    for path in ("/forum/notes/autumn", "/forum/notes/autumn/note"):
        pages.get(path, status=404)
    pages.post("/forum/notes/autumn/note", form(), status=404)
    assert notes(session) == 0


@pytest.fixture
def first_read(session, library):
    """The results are read by members alone, for another two weeks."""
    library.embargo_until = today() + timedelta(days=14)
    session.commit()


def test_while_only_members_read_results_nothing_is_set_beside_them_in_public(
    pages, session, moss, written, first_read
):
    pages.sign_in(moss)

    page = pages.get("/forum/notes/library", status=403)
    assert "Everybody can read them from" in page
    assert LAST_BUS not in pages.get(TABLES)
    assert queries.beside(session, "library") == (0, [])


def test_members_who_read_first_write_notes_that_wait_for_the_day(
    pages, session, library, moss, yusuf, first_read
):
    pages.sign_in(moss)
    assert 'href="/forum/notes/library/note"' in pages.get(TABLES)
    for path in (NOTE, REPORT):
        assert "Everybody can read them from" in pages.get(path)
    pages.post(NOTE, form())
    post = session.scalar(select(Post))

    pages.sign_in(yusuf)
    case = f"/desk/moderation/{post.id}"
    page = pages.get(case)
    assert "It can be published on the day when everybody may." in page
    assert 'value="published"' not in page
    pages.post(case, {"verdict": "published"}, status=409)
    session.expire_all()
    assert session.get_one(Thread, post.thread_id).is_public is False

    library.embargo_until = today()
    session.commit()
    assert 'value="published"' in pages.get(case)
    pages.post(case, {"verdict": "published"})
    pages.sign_out()
    assert LAST_BUS in pages.get("/results/library/tables")


def test_a_note_can_be_refused_before_the_day(pages, session, moss, yusuf, first_read):
    pages.sign_in(moss)
    pages.post(NOTE, form())
    post = session.scalar(select(Post))

    pages.sign_in(yusuf)
    reason = "Please leave out the name of the nurse."
    sent = {"verdict": "refused", "rule": "personal_details", "reason": reason}
    pages.post(f"/desk/moderation/{post.id}", sent)

    session.expire_all()
    assert session.get_one(Post, post.id).state == PostState.REFUSED


def test_whoever_acts_for_an_authority_writes_nothing_before_the_day(
    pages, session, first_read
):
    pages.sign_in(make_member(session, Role.AUTHORITY))

    for path in (NOTE, REPORT):
        pages.get(path, status=403)
        pages.post(path, form(), status=403)
    assert notes(session) == 0


def test_an_author_takes_a_note_back_in_two_tabs(pages, session, moss, written):
    note, _report = written
    pages.sign_in(moss)
    for _tab in range(2):
        went = pages.post(f"/forum/my-notes/{note.id}/withdraw", {})
        assert went == "/forum/my-notes"

    assert "Taken back" in pages.get("/forum/my-notes")
    pages.sign_out()
    assert LAST_BUS not in pages.get("/results/library/1")
    assert LAST_BUS not in pages.get("/forum/notes/library")
    html = pages.get(f"/forum/{slug_of(session, note)}")
    assert "Its author has taken it back." in html
    assert HOMES in pages.get("/results/library/1")


@pytest.mark.parametrize("who", ["bea", "yusuf"])
def test_nobody_else_takes_it_back(pages, session, written, who, request):
    note = written[0]
    pages.sign_in(request.getfixturevalue(who))

    pages.post(f"/forum/my-notes/{note.id}/withdraw", {}, status=404)
    pages.post("/forum/my-notes/999999/withdraw", {}, status=404)
    assert session.get_one(Note, note.id).withdrawn_at is None


def test_a_page_open_too_long_takes_nothing_back(app, pages, session, moss, written):
    pages.sign_in(moss)
    app.config["WTF_CSRF_ENABLED"] = True

    pages.post(f"/forum/my-notes/{written[0].id}/withdraw", {})

    assert "open for a long time" in pages.get("/forum/my-notes")
    assert session.get_one(Note, written[0].id).withdrawn_at is None


def test_authors_see_how_each_of_theirs_stands(pages, session, library, moss, yusuf):
    refused = make_note(session, library, moss, sent=note_draft(title="Refused"))
    words_of(session, refused).state = PostState.REFUSED
    make_note(session, library, moss, sent=note_draft(title="Waits"))
    public = make_note(session, library, moss, publisher=yusuf)
    withdraw(session, public.id, moss.id)
    make_note(session, library, yusuf, sent=note_draft(title="Of somebody else"))
    session.commit()
    pages.sign_in(moss)

    html = pages.get("/forum/my-notes")

    for words in ("Not published", "Waiting for a moderator", "Taken back"):
        assert words in html
    assert "Of somebody else" not in html
    assert html.count("Take it back") == 2


def test_one_who_wrote_none_is_told_so(pages, moss):
    pages.sign_in(moss)
    assert "You have set nothing beside results yet." in pages.get("/forum/my-notes")


def test_long_lists_have_numbered_pages(pages, session, library, moss, yusuf):
    for place in range(queries.PAGE + 1):
        note = make_note(session, library, yusuf if place % 2 else moss)
        words_of(session, note).state = PostState.PUBLISHED
        session.get_one(Thread, note.thread_id).is_public = True
    session.commit()

    assert pages.get("/forum/notes/library").count('<li class="post">') == 20
    html = pages.get("/forum/notes/library?page=2")
    assert html.count('<li class="post">') == 1
    assert "21 notes and reports" in html


def test_a_moderator_sees_who_stands_behind_a_report_and_its_links(
    pages, session, library, moss, yusuf
):
    report = make_note(session, library, moss, sent=report_draft())
    pages.sign_in(yusuf)

    html = pages.get(f"/desk/moderation/{words_of(session, report).id}")

    assert "Residents of four homes" in html
    assert 'href="https://homes.example/minutes"' in html


def test_members_are_told_how_many_notes_there_are(app, session, moss, written):
    kept = {str(h.words): h.count(session, moss.id) for h in holdings(app.extensions)}

    assert kept["Notes and reports you set beside results"] == 2
    assert kept["Messages you wrote"] == 2


@pytest.mark.parametrize("everything", [True, False])
def test_a_member_leaves_with_notes_or_leaves_them(
    pages, session, moss, written, everything
):
    pages.sign_in(moss)
    wish = {"messages": "y"} if everything else {}
    pages.post("/me/leave", {"sure": "y", **wish})
    pages.sign_out()

    html = pages.get("/results/library/1")

    assert (LAST_BUS in html) is not everything
    assert "Moss" not in html
    assert notes(session) == (0 if everything else 2)


def test_a_note_does_not_take_the_place_of_the_conversation_about_a_result(
    pages, session, library, written
):
    first = results_of_everybody(session, library.id)[0]

    html = pages.get(f"/forum/about/{first.id}")

    assert "Nobody has written about this result yet" in html


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (TABLES, 3),
        ("/results/library/1", 3),
        ("/forum/notes/library", 2),
        ("/forum/{slug}", 4),
    ],
)
def test_pages_with_notes_cost_few_statements(
    pages, session, written, statements_at_most, path, most
):
    address = path.format(slug=slug_of(session, written[1]))
    session.commit()

    with statements_at_most(most):
        assert "What the homes say" in pages.get(address)


def test_a_page_of_results_with_notes_puts_no_cookie(pages, written):
    for path in ("/results/library/1", "/forum/notes/library"):
        assert "Set-Cookie" not in pages.answer("GET", path, 200).headers


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_the_pages_stand_in_other_languages(pages, moss, written, language):
    pages.sign_in(moss)
    for path in (NOTE, REPORT, "/forum/my-notes", "/forum/notes/library"):
        pages.get(f"{path}?lang={language}")


def test_words_stand_in_their_own_direction(pages, session, library, moss, yusuf):
    arabic = note_draft("لا أحد سأل في القرى.", title="القرى")
    note = make_note(session, library, moss, publisher=yusuf, sent=arabic)
    words_of(session, note).language = "ar"
    session.commit()

    (shown,) = [
        each
        for each in read("/", pages.get(TABLES)).all("p")
        if each.text.strip() == "لا أحد سأل في القرى."
    ]

    assert (shown.get("lang"), shown.get("dir")) == ("ar", "rtl")


def test_others_talk_about_a_note(pages, session, bea, written):
    path = f"/forum/{slug_of(session, written[0])}"
    pages.sign_in(bea)
    thread = session.get_one(Thread, written[0].thread_id)
    make_posts(session, thread, bea)

    assert "This is message 1." in pages.get(path)
    assert "This is message 1." not in pages.get("/results/library/1")
