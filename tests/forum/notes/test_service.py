"""Notes and shadow reports: written once, withdrawn, erased."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core.audit import AuditEvent
from core.errors import Conflict, Invalid, NotFound, TooMany
from forum.moderation.models import Verdict
from forum.moderation.rules import Rule
from forum.moderation.service import Decision, decide
from forum.notes import queries, service
from forum.notes.evidence import MOST
from forum.notes.models import Note, NoteKind
from forum.notes.service import LONGEST_NOTE
from forum.threads.models import Post, PostState, Thread
from forum.threads.service import POSTS_OF_ONE, erase_posts, open_thread, write_post
from surveys.findings.models import Release
from surveys.findings.queries import results_of_everybody
from tests.forum.conversations import draft, make_posts
from tests.forum.notes.beside import (
    LAST_BUS,
    make_note,
    note_draft,
    report_draft,
    words_of,
)


def number_of(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_note_opens_a_thread_that_waits(session, library, moss):
    note = make_note(session, library, moss, number=2)

    thread = session.get_one(Thread, note.thread_id)
    first = results_of_everybody(session, library.id)[1]
    assert (note.kind, note.question) == (NoteKind.NOTE, 2)
    assert (note.release_id, note.frozen_result_id) == (library.id, first.id)
    assert (thread.title, thread.author_id) == ("The villages", moss.id)
    assert not thread.is_public
    assert words_of(session, note).body == LAST_BUS
    assert words_of(session, note).state == PostState.WAITING


def test_a_thread_of_a_note_is_not_the_one_to_talk_about_its_result(
    session, library, moss
):
    note = make_note(session, library, moss, number=1)

    assert session.get_one(Thread, note.thread_id).frozen_result_id is None


def test_a_report_is_about_all_results_and_says_who_stands_behind_it(
    session, library, moss
):
    typed = "https://b.example\nhttps://a.example\nhttps://b.example"
    sent = report_draft(on_behalf_of="  Four \n homes ", evidence=typed)

    note = make_note(session, library, moss, sent=sent)

    assert (note.question, note.frozen_result_id) == (None, None)
    assert note.on_behalf_of == "Four homes"
    assert note.evidence == ["https://b.example", "https://a.example"]


def test_a_note_has_nobody_behind_it_but_its_author(session, library, moss):
    sent = note_draft(on_behalf_of="Everybody", evidence="https://a.example")

    note = make_note(session, library, moss, sent=sent)

    assert (note.on_behalf_of, note.evidence) == ("", [])


def test_a_double_click_makes_one_note(session, library, moss):
    sent = note_draft()

    first = make_note(session, library, moss, sent=sent)
    second = make_note(session, library, moss, sent=sent)

    assert first is second
    assert [number_of(session, each) for each in (Note, Post, Thread)] == [1, 1, 1]


def test_the_same_form_with_another_text_is_a_conflict(session, library, moss):
    sent = note_draft()
    make_note(session, library, moss, sent=sent)
    other = replace(sent, text=replace(sent.text, body="Something else."))

    with pytest.raises(Conflict, match=r"post\.other_text"):
        make_note(session, library, moss, sent=other)

    session.rollback()
    assert number_of(session, Note) == 1


def test_a_form_that_opened_a_conversation_makes_no_note_of_it(session, library, moss):
    sent = note_draft()
    open_thread(session, moss.id, "A conversation", sent.text)
    session.commit()

    with pytest.raises(Conflict, match=r"post\.other_text"):
        make_note(session, library, moss, sent=sent)

    session.rollback()
    assert number_of(session, Note) == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (note_draft("a" * (LONGEST_NOTE + 1)), "note.too_long"),
        (note_draft("  "), "post.empty"),
        (note_draft(title=""), "title.empty"),
        (report_draft("a" * 10_001), "post.too_long"),
        (report_draft(on_behalf_of=" "), "note.behind_empty"),
        (report_draft(on_behalf_of="a" * 121), "note.behind_too_long"),
        (report_draft(evidence="see the minutes"), "note.evidence_no_address"),
        (
            report_draft(
                evidence="\n".join(f"https://a.example/{n}" for n in range(MOST + 1))
            ),
            "note.evidence_many",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    session, library, moss, sent, code
):
    with pytest.raises(Invalid, match=code):
        make_note(session, library, moss, sent=sent)

    session.rollback()
    assert number_of(session, Thread) == 0


def test_a_note_of_exactly_600_letters_is_taken(session, library, moss):
    sent = note_draft("a" * LONGEST_NOTE)

    assert make_note(session, library, moss, sent=sent).id


def test_a_report_may_be_longer_than_a_note(session, library, moss):
    sent = report_draft("a" * (LONGEST_NOTE + 1))

    assert make_note(session, library, moss, sent=sent).kind == NoteKind.SHADOW_REPORT


def test_who_writes_very_much_is_asked_to_wait(session, library, moss):
    for _ in range(POSTS_OF_ONE):
        make_note(session, library, moss)

    with pytest.raises(TooMany):
        make_note(session, library, moss)


@pytest.mark.parametrize("number", [9, -1])
def test_a_question_that_is_not_there_is_not_found(session, library, moss, number):
    with pytest.raises(NotFound, match=r"results\.no_item"):
        make_note(session, library, moss, number=number)


def test_the_database_holds_a_note_to_one_matter(session, library, moss):
    note = make_note(session, library, moss)
    note.question = 1

    with pytest.raises(IntegrityError):
        session.flush()

    session.rollback()


def test_a_note_that_was_refused_and_written_anew_stands_with_its_new_words(
    session, library, moss, yusuf
):
    note = make_note(session, library, moss)
    refusal = Decision(Verdict.REFUSED, Rule.INSULT, "Please leave out the name.")
    decide(session, words_of(session, note).id, yusuf.id, refusal)
    assert queries.beside(session, "library") == (0, [])

    thread = session.get_one(Thread, note.thread_id)
    anew = write_post(session, thread, moss.id, draft("Better words."))
    decide(session, anew.id, yusuf.id, Decision(Verdict.PUBLISHED))

    total, (line,) = queries.beside(session, "library")
    assert (total, line.opening) == (1, "Better words.")


def test_what_nobody_has_read_is_deleted_when_it_is_taken_back(session, library, moss):
    note = make_note(session, library, moss)

    service.withdraw(session, note.id, moss.id)
    session.commit()

    assert [number_of(session, each) for each in (Note, Post, Thread)] == [0, 0, 0]
    assert not acts(session, "note.withdraw")


def test_a_public_note_that_is_taken_back_leaves_its_conversation(
    session, library, moss, bea, yusuf
):
    note = make_note(session, library, moss, publisher=yusuf)
    make_posts(session, session.get_one(Thread, note.thread_id), bea)

    for _twice in range(2):
        service.withdraw(session, note.id, moss.id)
        session.commit()

    assert note.withdrawn_at is not None
    assert queries.beside(session, "library") == (0, [])
    assert number_of(session, Post) == 2
    assert acts(session, "note.withdraw") == [f"note:{note.id}"]


def test_nobody_takes_back_the_note_of_somebody_else(
    session, library, moss, bea, yusuf
):
    waiting = make_note(session, library, moss)
    public = make_note(session, library, moss, publisher=yusuf)

    for other in (bea, yusuf):
        for note_id in (waiting.id, public.id, 999_999):
            with pytest.raises(NotFound, match="note"):
                service.withdraw(session, note_id, other.id)

    assert public.withdrawn_at is None
    assert number_of(session, Note) == 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_leaving_member_may_take_notes_along_whichever_room_lets_go_first(
    session, library, moss, bea, yusuf, order
):
    note = make_note(session, library, moss, publisher=yusuf)
    make_posts(session, session.get_one(Thread, note.thread_id), bea)
    kept = make_note(session, library, bea, publisher=yusuf)

    for erase in [erase_posts, service.erase_notes][::order]:
        erase(session, moss.id, everything=True)
    session.commit()

    assert session.scalars(select(Note.id)).all() == [kept.id]
    assert queries.count_notes_by(session, moss.id) == 0
    # What others wrote stays, without the note.
    assert number_of(session, Post) == 2


def test_a_public_note_stays_without_its_author_and_others_go(
    session, library, moss, yusuf
):
    make_note(session, library, moss)
    make_note(session, library, moss, publisher=yusuf)

    for erase in (erase_posts, service.erase_notes):
        erase(session, moss.id, everything=False)
    session.delete(moss)
    session.commit()

    total, (line,) = queries.beside(session, "library")
    assert (total, line.author, line.opening) == (1, None, LAST_BUS)
    assert number_of(session, Note) == 1


def test_the_newest_stand_first_and_a_question_has_its_own_and_those_about_all(
    session, library, moss, yusuf
):
    for title, number in (("one", 1), ("two", 2), ("all", 0), ("again", 1)):
        make_note(
            session,
            library,
            moss,
            number=number,
            publisher=yusuf,
            sent=note_draft(title=title),
        )
    make_note(session, library, moss, number=1, sent=note_draft(title="waits"))

    def titles(number=None):
        total, lines = queries.beside(session, "library", number)
        return total, [line.title for line in lines]

    assert titles() == (4, ["again", "all", "two"])
    assert titles(1) == (3, ["again", "all", "one"])
    assert titles(2) == (2, ["all", "two"])
    assert queries.beside(session, "elsewhere") == (0, [])


def test_a_note_beside_an_earlier_release_says_so(session, library, moss, yusuf):
    make_note(session, library, moss, publisher=yusuf)
    assert not queries.beside(session, "library")[1][0].of_earlier
    session.add(
        Release(
            wave_id=library.wave_id,
            number=2,
            published_at=library.published_at,
            summary={},
            checksum="2",
        )
    )
    session.commit()

    assert queries.beside(session, "library")[1][0].of_earlier


def test_one_statement_reads_what_stands_beside(
    session, library, moss, yusuf, statements_at_most
):
    for _ in range(4):
        make_note(session, library, moss, publisher=yusuf)

    with statements_at_most(1):
        total, lines = queries.beside(session, "library", 1)

    assert (total, len(lines)) == (4, queries.BESIDE)


def acts(session, action):
    """The subjects of the acts of one kind in the public log."""
    leaves = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place))
    told = [json.loads(leaf) for leaf in leaves]
    return [each["subject"] for each in told if each["action"] == action]
