"""The translators' desk, without any script."""

from dataclasses import replace
from io import BytesIO

import pytest

from accounts.rules import Role
from core.db import db
from core.errors import Invalid
from surveys.instruments.editing import queries as editing
from surveys.instruments.editing.service import make_version, save_draft, take_version
from surveys.instruments.queries import instrument_of, latest_version
from surveys.instruments.questionnaire import Licence
from surveys.instruments.service import import_instrument
from surveys.instruments.translating import manage, queries
from surveys.instruments.translating.states import State
from surveys.instruments.xlsform.apart import TURN
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.instruments.editing.desk import fields
from tests.surveys.instruments.small import SMALL
from tests.surveys.instruments.xlsform.test_apart import another_worker

DESK = "/desk/questions/translations/small"
WISH = "items.wish.label"


def kept(session, language="ar"):
    session.expire_all()
    draft = editing.draft(session, "small")
    return queries.kept(session, draft.id).get(language, {})


def row(page, key):
    """The number of a text on a page."""
    return next(
        (each.get("name") or "").removeprefix("key-")
        for each in read("/", page).all("input")
        if each.get("value") == key
    )


def typed(page, key, text, **more):
    """A page as it stands, with one text changed."""
    number = row(page, key)
    changed = {f"{name}-{number}": value for name, value in more.items()}
    return fields(page) | {f"text-{number}": text} | changed


def missing(desk):
    return desk.get(f"{DESK}/ar?show=missing")


def test_the_overview_says_how_far_each_language_is(desk):
    page = desk.get(DESK)
    assert "10 of 26 texts" in page
    assert "Draft: 10" in page


def test_source_and_translation_stand_side_by_side_each_in_its_direction(desk):
    page = desk.get(f"{DESK}/ar")
    assert '<p lang="en" dir="ltr" id="source-0">A few questions</p>' in page
    assert "بعض الأسئلة" in page
    assert 'lang="ar" dir="rtl"' in page


def test_a_translation_is_kept_as_a_draft(desk, session):
    page = missing(desk)
    onward = desk.post(f"{DESK}/ar?show=missing", typed(page, WISH, "ما الذي؟"))
    assert onward.endswith("?show=missing")
    assert kept(session)[WISH].text == "ما الذي؟"
    assert kept(session)[WISH].state is State.DRAFT
    assert WISH not in missing(desk)


def test_a_page_saved_as_it_stands_changes_nothing(desk, session):
    before = kept(session)
    desk.post(f"{DESK}/ar", fields(desk.get(f"{DESK}/ar")))
    assert kept(session) == before


def test_a_state_is_raised_and_falls_back_with_a_changed_text(desk, session):
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "title", "بعض الأسئلة", state="agreed"))
    assert kept(session)["title"].state is State.AGREED
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "title", "أسئلة"))
    assert kept(session)["title"].state is State.DRAFT


def test_whoever_wrote_a_text_cannot_review_it_and_somebody_else_can(desk, session):
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "ماذا؟"))
    page = desk.get(f"{DESK}/ar?show=draft")
    sent = typed(page, WISH, "ماذا؟", state="reviewed")
    back = desk.post(f"{DESK}/ar", sent, status=422)
    assert "You wrote this yourself." in back
    assert kept(session)[WISH].state is State.DRAFT

    desk.sign_in(make_member(session, Role.FACILITATOR))
    desk.post(f"{DESK}/ar", sent)
    assert kept(session)[WISH].state is State.REVIEWED
    page = desk.get(f"{DESK}/ar?page=2")
    changed = typed(page, WISH, "ما هو؟", state="agreed")
    assert "You wrote this yourself." in desk.post(f"{DESK}/ar", changed, status=422)
    assert kept(session)[WISH].text == "ماذا؟"


def test_whoever_chooses_their_own_of_two_drafts_has_not_reviewed_it(
    desk, session, two
):
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الأولى"))
    desk.sign_in(two)
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الثانية"))
    page = desk.get(f"{DESK}/ar?show=decide")
    desk.post(f"{DESK}/ar", fields(page) | {f"choice-{row(page, WISH)}": "1"})
    assert kept(session)[WISH].text == "الثانية"
    assert kept(session)[WISH].state is State.DRAFT


def test_a_text_taken_away_is_missing_again(desk, session):
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "title", ""))
    assert "title" not in kept(session)


def test_a_changed_source_sets_its_translation_back_and_says_so(desk, session):
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "items.asked.label", "هل؟"))
    desk.sign_in(make_member(session, Role.FACILITATOR))
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "items.asked.label", "هل؟", state="agreed"))
    assert kept(session)["items.asked.label"].state is State.AGREED
    changed = {"revision": "1", "label": "Have you asked for help?"}
    changed["options"] = "yes | Yes\ngave_up | Gave up\nno | No"
    desk.post("/desk/questions/drafts/small/questions/asked", changed)
    page = desk.get(f"{DESK}/ar?show=changed")
    assert "Have you asked for help?" in page
    assert "هل؟" in page
    assert "Changed since it was translated" in page
    assert "1 changed since it was translated" in desk.get(DESK)
    # Whoever looked at it again says so by raising its state.
    desk.post(f"{DESK}/ar", typed(page, "items.asked.label", "هل؟", state="reviewed"))
    assert kept(session)["items.asked.label"].source == "Have you asked for help?"
    assert kept(session)["items.asked.label"].state is State.REVIEWED


def test_placeholders_must_survive_and_nothing_else_is_saved_before(desk, session):
    changed = {"revision": "1", "label": "You said ${asked}. What would help?"}
    desk.post("/desk/questions/drafts/small/questions/wish", changed)
    page = missing(desk)
    sent = typed(page, WISH, "قلت. ماذا يساعد؟")
    sent |= typed(page, "notice", "ملاحظة") | {f"text-{row(page, WISH)}": "قلت"}
    back = desk.post(f"{DESK}/ar", sent, status=422)
    assert "must be the same in both texts" in back
    assert "ملاحظة" in back
    assert "notice" not in kept(session)
    again = typed(back, WISH, "قلت ${asked}. ماذا؟")
    desk.post(f"{DESK}/ar", again)
    assert {"notice", WISH} <= kept(session).keys()


def test_who_is_slower_sees_both_texts_and_loses_neither(desk, session):
    mine, theirs = missing(desk), missing(desk)
    desk.post(f"{DESK}/ar", typed(theirs, WISH, "كلماتها"))
    back = desk.post(f"{DESK}/ar", typed(mine, WISH, "كلماتي"), status=409)
    assert "كلماتها" in back
    assert "كلماتي" in back
    assert kept(session)[WISH].text == "كلماتها"
    desk.post(f"{DESK}/ar", fields(back))
    assert kept(session)[WISH].text == "كلماتي"


def test_what_a_colleague_changed_elsewhere_on_the_page_is_left_alone(desk, session):
    mine, theirs = missing(desk), missing(desk)
    desk.post(f"{DESK}/ar", typed(theirs, "notice", "ملاحظة"))
    desk.post(f"{DESK}/ar", typed(mine, WISH, "كلماتي"))
    assert kept(session)["notice"].text == "ملاحظة"
    assert kept(session)[WISH].text == "كلماتي"


@pytest.fixture
def two(desk, session):
    """A second translator; both translate on their own."""
    desk.post(DESK, {"two": "ar"})
    return make_member(session, Role.FACILITATOR)


def test_two_translators_do_not_see_each_other_until_both_are_in(desk, session, two):
    page = missing(desk)
    assert "Two people translate this on their own." in page
    desk.post(f"{DESK}/ar", typed(page, WISH, "الأولى"))
    assert "الأولى" in missing(desk)
    assert WISH not in kept(session)

    desk.sign_in(two)
    page = missing(desk)
    assert "الأولى" not in page
    desk.post(f"{DESK}/ar", typed(page, WISH, "الثانية"))
    page = desk.get(f"{DESK}/ar?show=decide")
    assert "الأولى" in page
    assert "الثانية" in page
    assert "Missing</span>" not in page
    assert "To be decided</span>" in page

    number = row(page, WISH)
    desk.post(f"{DESK}/ar", fields(page) | {f"choice-{number}": "0"})
    assert kept(session)[WISH].text == "الأولى"
    assert kept(session)[WISH].state is State.REVIEWED
    assert WISH not in desk.get(f"{DESK}/ar?show=decide")


def test_what_both_wrote_is_offered_once(desk, session, two):
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الأولى"))
    assert "Thank you. This is kept." in desk.get(f"{DESK}/ar")
    desk.sign_in(two)
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الأولى"))
    page = desk.get(f"{DESK}/ar?show=decide")
    number = row(page, WISH)
    assert page.count(f'name="choice-{number}"') == 1
    desk.post(f"{DESK}/ar", fields(page) | {f"choice-{number}": "0"})
    assert kept(session)[WISH].state is State.REVIEWED


def test_whoever_decides_may_write_a_third_text(desk, session, two):
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الأولى"))
    desk.sign_in(two)
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الثانية"))
    page = desk.get(f"{DESK}/ar?show=decide")
    desk.post(f"{DESK}/ar", fields(page))
    assert WISH not in kept(session)
    desk.post(f"{DESK}/ar", typed(page, WISH, "الثالثة"))
    assert kept(session)[WISH].text == "الثالثة"


def test_a_third_translator_who_was_slower_keeps_their_words(desk, session, two):
    third = missing(desk)
    for text in ("الأولى", "الثانية"):
        desk.sign_in(make_member(session, Role.FACILITATOR))
        desk.post(f"{DESK}/ar", typed(missing(desk), WISH, text))
    back = desk.post(f"{DESK}/ar", typed(third, WISH, "الثالثة"), status=409)
    assert "الثالثة" in back
    assert "الثانية" in back


def test_a_translator_who_leaves_takes_the_name_and_leaves_the_words(
    desk, session, two
):
    desk.sign_in(two)
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الثانية"))
    session.delete(two)
    session.commit()
    desk.sign_in(make_member(session, Role.FACILITATOR))
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "الأولى"))
    assert "الثانية" in desk.get(f"{DESK}/ar?show=decide")


def test_files_go_out_and_come_back(desk, session):
    for kind in ("po", "xlsx"):
        sent = desk.ask("GET", f"{DESK}/ar/{kind}")
        assert f'filename="small.ar.{kind}"' in sent.headers["Content-Disposition"]
        page = _upload(desk, sent.data, f"small.ar.{kind}")
        assert "0 texts were taken. 10 texts are as they were." in page


def test_a_file_that_comes_back_says_of_each_row_why_it_is_not_taken(desk, session):
    po = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgctxt "items.wish.label"\n'
        'msgid "What one change would help most?"\nmsgstr "ماذا؟"\n\n'
        'msgctxt "nothing"\nmsgid "Old"\nmsgstr "قديم"\n\n'
        'msgctxt "notice"\nmsgid "Other"\nmsgstr "آخر"\n\n'
        '#. was: 000000000000\nmsgctxt "title"\n'
        'msgid "A few questions"\nmsgstr "عنوان"\n'
    )
    page = _upload(desk, po.encode(), "back.po")
    assert "1 text was taken." in page
    assert "There is no such text in the draft." in page
    assert "The text to translate has changed since." in page
    assert "Somebody changed this translation since the file was made." in page
    assert kept(session)[WISH].text == "ماذا؟"
    assert kept(session)["title"].text == "بعض الأسئلة"


@pytest.mark.parametrize("name", ["broken.po", "broken.xlsx"])
def test_what_is_no_such_file_is_refused(desk, name):
    page = _upload(desk, b"\xff\xfe nothing", name, status=422)
    assert "that can be read." in page
    assert "Please choose a file." in desk.post(f"{DESK}/ar/file", status=422)


@pytest.mark.parametrize("kind", ["po", "xlsx"])
def test_nobody_has_to_wait_while_a_file_is_read(desk, monkeypatch, kind):
    """A file that takes long to read would else keep all answers out."""
    content = desk.ask("GET", f"{DESK}/ar/{kind}").data
    module = manage.xlsx_file if kind == "xlsx" else manage.po_file
    read_file, held = module.read, []

    def watched(*sent, **more):
        held.append(db.session().in_transaction())
        return read_file(*sent, **more)

    monkeypatch.setattr(module, "read", watched)
    assert "10 texts are as they were." in _upload(desk, content, f"a.{kind}")
    assert held == [False]


def test_who_comes_while_another_file_is_read_is_asked_to_try_again(desk, app):
    content = desk.ask("GET", f"{DESK}/ar/xlsx").data
    with another_worker(app.config["INSTANCE"] / TURN):
        page = _upload(desk, content, "a.xlsx", status=422)
    assert "Another file is being read. Please try again in a minute." in page


def _upload(desk, content, name, status=200):
    return desk.post(
        f"{DESK}/ar/file", {"file": (BytesIO(content), name)}, status=status
    )


def test_states_are_frozen_with_the_version(desk, session):
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "title", "بعض الأسئلة", state="pretested"))
    desk.post("/desk/questions/drafts/small/version", {"revision": "1"})
    made = instrument_of(latest_version(session, "small"))
    assert made.translation_states == {"ar": {"title": "pretested"}}
    page = desk.get(f"{DESK}/ar")
    desk.post(f"{DESK}/ar", typed(page, "title", "عنوان"))
    made = instrument_of(latest_version(session, "small"))
    assert made.title["ar"] == "بعض الأسئلة"


def test_translations_may_be_added_where_nothing_may_be_changed(desk, session):
    editing.draft(session, "small").only_translations = True
    session.commit()
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "ماذا؟"))
    assert WISH in kept(session)


@pytest.fixture
def bound(desk, session):
    """Questions that nobody may change, with the Arabic that came with them."""
    session.delete(editing.draft(session, "small"))
    licence = Licence("All rights reserved")
    import_instrument(session, replace(SMALL, licence=licence), role="operator")
    take_version(session, "small")
    session.commit()
    return desk


@pytest.mark.parametrize("words", ["أخرى", ""])
def test_a_translation_that_came_with_a_licence_is_neither_changed_nor_taken_away(
    bound, session, words
):
    page = bound.get(f"{DESK}/ar")
    back = bound.post(f"{DESK}/ar", typed(page, "title", words), status=422)
    assert "This text came with a licence that lets nobody change it." in back
    assert kept(session)["title"].text == SMALL.title["ar"]
    # What is missing may be added, and looked at by somebody else.
    bound.post(f"{DESK}/ar", typed(missing(bound), WISH, "ماذا؟"))
    raised = typed(bound.get(f"{DESK}/ar"), "title", SMALL.title["ar"], state="agreed")
    bound.post(f"{DESK}/ar", raised)
    assert kept(session)["title"].state is State.AGREED


def test_a_file_changes_no_translation_that_came_with_a_licence(bound, session):
    sent = bound.ask("GET", f"{DESK}/ar/po").data
    changed = sent.replace(SMALL.title["ar"].encode(), "أخرى".encode())
    assert changed != sent
    page = _upload(bound, changed, "small.ar.po")
    assert "This text came with a licence that lets nobody change it." in page
    assert kept(session)["title"].text == SMALL.title["ar"]


def test_a_language_that_the_draft_does_not_have_has_no_page(desk):
    desk.get(f"{DESK}/fr", status=404)
    desk.get(f"{DESK}/en", status=404)
    desk.get(f"{DESK}/ar?page=99&show=nonsense")


def test_a_stale_token_gives_back_what_was_typed(app, desk):
    sent = typed(missing(desk), WISH, "كلماتي")
    app.config["WTF_CSRF_ENABLED"] = True
    assert "كلماتي" in desk.post(f"{DESK}/ar", sent, status=422)


def test_a_page_of_texts_takes_four_statements(desk, statements_at_most):
    with statements_at_most(4):  # who asks, the draft, its texts, single attempts
        desk.ask("GET", f"{DESK}/ar")


def test_a_translation_that_names_a_lost_question_stops_the_version(desk, session):
    spoken = {"revision": "1", "label": "You said ${barriers}. What would help?"}
    address = "/desk/questions/drafts/small"
    desk.post(f"{address}/questions/wish", spoken)
    desk.post(f"{DESK}/ar", typed(missing(desk), WISH, "قلت ${barriers}. ماذا؟"))
    assert "There is no question" not in desk.get(address)
    desk.post(
        f"{address}/questions/wish", {"revision": "2", "label": "What would help?"}
    )
    remaining = editing.draft_instrument(editing.draft(session, "small"))
    draft = editing.draft(session, "small")
    gone = {"barriers", "travel_how"}
    items = tuple(each for each in remaining.items if each.key not in gone)
    save_draft(session, draft, replace(remaining, items=items), seen=3)
    session.commit()
    page = desk.get(address)
    assert "There is no question barriers." in page
    assert '<bdi class="meta" lang="ar">' in page
    assert "لا يوجد سؤال" in desk.get(f"{address}?lang=ar")
    with pytest.raises(Invalid, match=r"draft\.faults"):
        make_version(
            session,
            editing.draft(session, "small"),
            seen=4,
            role="facilitator",
            actor_id=1,
        )
