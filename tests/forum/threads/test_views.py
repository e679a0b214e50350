"""The pages of the conversations, as readers and writers meet them."""

import re

import pytest
from sqlalchemy import func, select

from accounts.own_data import holdings
from core.clock import today
from core.errors import NotFound
from forum.threads import queries, service
from forum.threads.models import Post, PostState, Thread
from tests.factories import make_member
from tests.forum.conversations import (
    draft,
    key,
    make_posts,
    make_result,
    make_thread,
)
from tests.surveys.instruments.agreement.versions import (
    commented_version,
    draft_version,
)

BODY = "We waited for six weeks."


@pytest.fixture
def andriy(session):
    return make_member(session, pseudonym="Andriy", name_key="andriy")


@pytest.fixture
def waiting(session, andriy):
    return make_thread(session, andriy, slug="waiting", title="Waiting for the call")


def form(body=BODY, **more):
    return {"body": body, "language": "uk", "key": key(), **more}


def posts(session):
    return session.scalar(select(func.count()).select_from(Post))


def test_everybody_reads_and_gets_no_cookie(pages, session, waiting, andriy):
    make_posts(session, waiting, andriy)

    for path in ("/forum/", "/forum/waiting"):
        answer = pages.answer("GET", path, 200)
        assert "Set-Cookie" not in answer.headers
    assert "Andriy" in answer.text
    assert "This is message 1." in answer.text
    assert "<form method" not in answer.text


def test_an_empty_forum_says_so(pages):
    assert "no conversation yet" in pages.get("/forum/")


def test_the_list_counts_published_messages_and_begins_with_the_latest(
    pages, session, waiting, andriy
):
    older = make_thread(session, title="Older")
    make_posts(session, older, andriy, number=1)
    make_posts(session, waiting, andriy, number=3)
    make_posts(session, waiting, andriy, number=2, state=PostState.WAITING)

    html = pages.get("/forum/")

    assert re.search(
        r"Waiting for the call</a>.*3 messages.*Older.*1 message", html, re.DOTALL
    )


def test_long_lists_and_threads_have_numbered_pages(pages, session, waiting, andriy):
    for place in range(queries.PAGE):
        make_thread(session, title=f"Thread number {place}")
    make_posts(session, waiting, andriy, number=41)

    assert len(re.findall("<h2><a", pages.get("/forum/"))) == 20
    assert len(re.findall("<h2><a", pages.get("/forum/?page=2"))) == 1
    html = pages.get("/forum/waiting?page=2")
    assert "This is message 21." in html
    assert "This is message 40." in html
    assert "This is message 41." in pages.get("/forum/waiting?page=3")


@pytest.mark.parametrize(
    "path",
    [
        "/forum/nothing",
        "/forum/waiting?page=2",
        "/forum/waiting?page=0",
        "/forum/?page=9",
    ],
)
def test_what_is_not_there_is_not_found(pages, waiting, path):
    pages.get(path, status=404)


def test_a_page_that_is_no_number_is_the_first(pages, waiting):
    pages.get("/forum/waiting?page=last")


def test_a_member_writes_and_waits(pages, session, waiting, andriy, moss):
    pages.sign_in(andriy)
    went = pages.post("/forum/waiting", form())
    assert went == f"/forum/post/{session.scalar(select(Post.id))}"

    html = pages.get("/forum/waiting")
    assert BODY in html
    assert "Only you can see this message" in html
    assert "A moderator reads your message" in html
    for reader in (moss, None):
        pages.sign_out()
        if reader:
            pages.sign_in(reader)
        assert BODY not in pages.get("/forum/waiting")


def test_the_way_to_a_message_finds_its_page(pages, session, waiting, andriy):
    made = make_posts(session, waiting, andriy, number=21)

    went = pages.answer("GET", f"/forum/post/{made[-1].id}", 302).headers["Location"]

    assert went == f"/forum/waiting?page=2#post-{made[-1].id}"
    pages.get("/forum/post/999999", status=404)


def test_the_way_to_a_hidden_message_is_hidden(pages, session, waiting, andriy):
    (held,) = make_posts(session, waiting, andriy, state=PostState.WAITING)

    pages.get(f"/forum/post/{held.id}", status=404)


def test_a_refused_message_leads_its_author_to_the_reason(
    pages, session, waiting, andriy
):
    (refused,) = make_posts(session, waiting, andriy, state=PostState.REFUSED)
    pages.sign_in(andriy)

    assert f"/moderation/reasons/{refused.id}" in pages.get("/forum/waiting")
    again = pages.get(f"/forum/waiting?again={refused.id}")
    assert re.search(r"<textarea[^>]*>\s*This is message 1.</textarea>", again)


def test_nobody_gets_at_anothers_refused_text(pages, session, waiting, andriy, moss):
    (refused,) = make_posts(session, waiting, andriy, state=PostState.REFUSED)
    pages.sign_in(moss)

    assert "message 1" not in pages.get(f"/forum/waiting?again={refused.id}")


def test_a_double_click_writes_once(pages, session, waiting, andriy):
    pages.sign_in(andriy)
    sent = form()

    assert pages.post("/forum/waiting", sent) == pages.post("/forum/waiting", sent)

    assert posts(session) == 1


def test_another_text_from_the_same_form_is_asked_about_and_kept(
    pages, session, waiting, andriy
):
    pages.sign_in(andriy)
    sent = form()
    pages.post("/forum/waiting", sent)

    html = pages.post("/forum/waiting", sent | {"body": "And then?"}, status=422)

    assert "And then?" in html
    fresh = re.search(r'name="key"[^>]*value="([^"]+)"', html)[1]
    pages.post("/forum/waiting", sent | {"body": "And then?", "key": fresh})
    assert posts(session) == 2


@pytest.mark.parametrize("body", ["", " \n ", "x" * 10_001])
def test_a_message_that_cannot_be_comes_back(pages, session, waiting, andriy, body):
    pages.sign_in(andriy)

    html = pages.post("/forum/waiting", form(body), status=422)

    assert 'role="alert"' in html
    assert body.strip() in html
    assert posts(session) == 0


def test_signing_out_meanwhile_loses_no_word(pages, session, waiting):
    html = pages.post("/forum/waiting", form(), status=401)

    assert BODY in html
    assert "You are signed out" in html
    assert posts(session) == 0


def test_a_stale_page_loses_no_word(app, pages, session, waiting, andriy):
    app.config["WTF_CSRF_ENABLED"] = True
    pages.sign_in(andriy)

    html = pages.post("/forum/waiting", form(), status=422)

    assert BODY in html
    assert posts(session) == 0


def test_a_failing_database_loses_no_word(pages, session, waiting, andriy, monkeypatch):
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    def full(*_args, **_words):
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(service, "write_post", full)
    pages.sign_in(andriy)

    assert BODY in pages.post("/forum/waiting", form(), status=422)


def test_a_flood_is_stopped_and_loses_no_word(pages, waiting, andriy, monkeypatch):
    monkeypatch.setattr(service, "POSTS_OF_ONE", 1)
    pages.sign_in(andriy)
    pages.post("/forum/waiting", form())

    html = pages.post("/forum/waiting", form("One more"), status=422)

    assert "One more" in html
    assert "ten minutes" in html


def test_contact_details_get_a_word_first_and_nothing_is_kept(
    pages, session, waiting, andriy
):
    pages.sign_in(andriy)
    sent = form("Write to me: andriy@example.org")

    html = pages.post("/forum/waiting", sent, status=200)
    assert "an e-mail address" in html
    assert "andriy@example.org" in html
    assert posts(session) == 0

    pages.post("/forum/waiting", sent | {"anyway": "yes"})
    assert posts(session) == 1


def test_after_the_word_a_changed_message_just_goes(pages, session, waiting, andriy):
    pages.sign_in(andriy)
    sent = form("Call 07700 900123")
    assert "a phone number" in pages.post("/forum/waiting", sent, status=200)

    pages.post("/forum/waiting", sent | {"body": "Write to me here."})

    assert session.scalar(select(Post.body)) == "Write to me here."


def test_markup_is_shown_as_it_was_typed(pages, session, waiting, andriy):
    pages.sign_in(andriy)
    pages.post("/forum/waiting", form("<script>alert(1)</script>\nnext"))

    html = pages.get("/forum/waiting")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>next" in html


def test_a_message_runs_the_way_of_its_language(pages, session, waiting, andriy):
    pages.sign_in(andriy)
    pages.post("/forum/waiting", form("انتظرت ستة أسابيع.", language="ar"))

    assert '<div lang="ar" dir="rtl">' in pages.get("/forum/waiting")


def test_a_closed_thread_shows_no_form_and_takes_nothing(pages, session, andriy):
    make_thread(session, slug="closed", is_locked=True)
    pages.sign_in(andriy)

    assert "<textarea" not in pages.get("/forum/closed")
    assert "closed to new messages" in pages.post("/forum/closed", form(), status=422)


def test_a_member_opens_a_thread_that_waits(pages, session, andriy, moss):
    pages.sign_in(andriy)
    pages.get("/forum/new")
    pages.post("/forum/new", form(title="Night buses"))
    slug = session.scalar(select(Thread.slug))

    assert "Night buses" in pages.get("/forum/")
    assert "Only you can see this conversation" in pages.get(f"/forum/{slug}")
    pages.sign_in(moss)
    assert "Night buses" not in pages.get("/forum/")
    pages.get(f"/forum/{slug}", status=404)


def test_a_thread_needs_a_title_and_keeps_the_text(pages, session, andriy):
    pages.sign_in(andriy)

    html = pages.post("/forum/new", form(title=" "), status=422)

    assert BODY in html
    assert "in a few words" in html


def test_contact_details_in_a_title_get_a_word_too(pages, session, andriy):
    pages.sign_in(andriy)

    html = pages.post("/forum/new", form(title="Call 07700 900123"), status=200)

    assert "a phone number" in html


def test_a_stranger_opens_nothing_and_loses_no_word(pages, session):
    pages.get("/forum/new", status=401)

    html = pages.post("/forum/new", form(title="Night buses"), status=401)

    assert BODY in html
    assert 'value="Night buses"' in html
    assert session.scalar(select(Thread)) is None


def test_a_result_offers_a_conversation_and_then_leads_to_it(
    pages, session, andriy, moss
):
    result = make_result(session)
    path = f"/forum/about/{result.id}"
    assert f"/forum/new?about={result.id}" in pages.get(path)
    pages.sign_in(andriy)
    assert "Reaching help" in pages.get(f"/forum/new?about={result.id}")
    pages.post("/forum/new", form(title="Fair to villages?", about=str(result.id)))
    thread = session.scalar(select(Thread))
    assert thread.frozen_result_id == result.id

    own = pages.answer("GET", path, 302).headers["Location"]
    assert own == f"/forum/{thread.slug}"
    pages.sign_in(moss)
    pages.get(path)
    thread.is_public = True
    assert pages.answer("GET", path, 302).headers["Location"] == own
    assert "/results/wave-" in pages.get(own)


def test_a_result_that_is_not_out_is_not_talked_about(pages, session, andriy):
    hidden = make_result(session, published=False)
    pages.sign_in(andriy)

    pages.get(f"/forum/about/{hidden.id}", status=404)
    pages.get(f"/forum/new?about={hidden.id}", status=404)
    pages.get("/forum/about/999999", status=404)
    pages.get("/forum/new?about=nonsense")


def test_the_list_costs_two_statements(pages, session, waiting, andriy):
    make_posts(session, waiting, andriy, number=3)
    pages.get("/forum/")
    from tests.conftest import Budget  # noqa: PLC0415

    with Budget()(2):
        pages.get("/forum/")


@pytest.mark.parametrize(("signed_in", "most"), [(False, 4), (True, 5)])
def test_a_page_of_twenty_posts_costs_few_statements(
    pages, session, andriy, statements_at_most, signed_in, most
):
    result = make_result(session)
    thread = make_thread(session, slug="full", frozen_result_id=result.id)
    make_posts(session, thread, andriy, number=20)
    if signed_in:
        pages.sign_in(andriy)

    with statements_at_most(most):
        assert "This is message 20." in pages.get("/forum/full")


def test_writing_costs_few_statements(pages, waiting, andriy, statements_at_most):
    pages.sign_in(andriy)
    with statements_at_most(6):
        pages.post("/forum/waiting", form())


def test_a_topic_page_is_light(pages, session, waiting, andriy):
    import gzip  # noqa: PLC0415

    make_posts(session, waiting, andriy, number=20)

    assert len(gzip.compress(pages.get("/forum/waiting").encode())) < 8_000


def test_a_member_is_told_how_many_messages_there_are(app, session, waiting, andriy):
    make_posts(session, waiting, andriy, number=3)

    kept = {str(h.words): h.count(session, andriy.id) for h in holdings(app.extensions)}
    assert kept["Messages you wrote"] == 3


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_the_pages_stand_in_other_languages(pages, session, waiting, andriy, language):
    make_posts(session, waiting, andriy, number=21)
    pages.sign_in(andriy)
    for path in ("/forum/", "/forum/waiting", "/forum/new"):
        pages.get(f"{path}?lang={language}")


def test_a_repeat_finds_its_post_wherever_it_is(session, waiting, andriy):
    post = service.write_post(session, waiting, andriy.id, draft())

    assert queries.place_of(session, post.id, andriy.id) == ("waiting", 1)
    with pytest.raises(NotFound):
        queries.place_of(session, post.id, None)


def test_a_conversation_about_questions_begins_and_is_found_again(
    pages, session, andriy
):
    version = commented_version(session, today())
    path = f"/forum/about-questions/{version.id}"
    page = pages.get(path)
    assert "Nobody has written about these questions yet" in page
    assert f"/forum/new?questions={version.id}" in page
    pages.sign_in(andriy)
    about = str(version.id)
    pages.post("/forum/new", form(title="On the questions", questions=about))

    thread = session.scalars(select(Thread)).one()
    assert thread.instrument_version_id == version.id
    assert pages.answer("GET", path, 302).headers["Location"].endswith(thread.slug)
    assert "About these questions:" in pages.get(f"/forum/{thread.slug}")


def test_a_draft_of_questions_is_not_talked_about(pages, session, andriy):
    draft = draft_version(session)
    pages.sign_in(andriy)

    pages.get(f"/forum/about-questions/{draft.id}", status=404)
    pages.get(f"/forum/new?questions={draft.id}", status=404)
    pages.get("/forum/about-questions/999999", status=404)
    pages.get("/forum/new?questions=nonsense")
    sent = form(title="On a draft", questions=str(draft.id))
    pages.post("/forum/new", sent, status=404)
    assert posts(session) == 0
