"""The editor's desk, without any script: from nothing to a version."""

from dataclasses import replace

from sqlalchemy import select

from surveys.instruments.body import to_body
from surveys.instruments.editing import queries, service
from surveys.instruments.editing.drafting import begun
from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.kinds import SILENT
from surveys.instruments.queries import instrument_of, latest_version
from surveys.instruments.service import import_instrument
from surveys.instruments.shipped import templates
from tests.surveys.instruments.editing.desk import DESK, draft, fields, keys, revision
from tests.surveys.instruments.small import SMALL


def test_an_empty_desk_says_so_and_offers_to_begin(desk):
    page = desk.get(f"{DESK}/")
    assert "There is no draft yet." in page
    assert f'href="{DESK}/new"' in page


def test_a_draft_begins_with_nothing_and_says_what_it_lacks(desk, session):
    typed = {"title": "Spring needs", "slug": "spring", "language": "en"}
    assert desk.post(f"{DESK}/new", typed) == f"{DESK}/spring"
    page = desk.get(f"{DESK}/spring")
    assert "Spring needs" in page
    assert "There is no text yet that says what people agree to." in page
    assert "There is no question." in page


def test_a_draft_without_a_name_comes_back_with_what_was_typed(desk):
    page = desk.post(f"{DESK}/new", {"title": "Spring", "slug": "Not one"}, status=422)
    assert 'value="Spring"' in page
    assert "small letters, digits and single hyphens" in page


def test_a_second_draft_of_the_same_name_is_refused(desk, small):
    begun = {"title": "Small", "slug": "small", "language": "en"}
    page = desk.post(f"{DESK}/new", begun, status=409)
    assert "There is a draft with this name already." in page


def test_a_draft_from_scratch_never_stands_in_for_what_nobody_may_change(desk, session):
    bound = replace(SMALL, licence=replace(SMALL.licence, may_modify=False))
    import_instrument(session, bound, role="operator")
    session.commit()
    begun = {"title": "Small", "slug": "small", "language": "en"}
    page = desk.post(f"{DESK}/new", begun, status=409)
    assert "whose licence lets nobody change them" in page
    desk.get(f"{DESK}/small", status=404)


def test_a_version_without_a_draft_can_be_taken_as_one(desk, session):
    import_instrument(session, SMALL, role="operator")
    session.commit()
    assert f'action="{DESK}/small/take"' in desk.get(f"{DESK}/")
    desk.post(f"{DESK}/small/take", status=303)
    assert keys(session) == [item.key for item in SMALL.items]
    desk.post(f"{DESK}/small/take", status=409)


def test_the_overview_names_each_question_with_what_is_wrong(desk, session, small):
    desk.post(f"{small}/questions/asked/remove", {"revision": "1"})
    page = desk.get(small)
    assert "asked is not an earlier question." in page
    assert "2 things are still wrong" in page


def test_the_overview_remarks_on_the_wording(desk, session, small):
    asked = {"revision": "1", "label": "Do you have a job and a home?"}
    desk.post(f"{small}/questions/wish", asked)
    page = desk.get(small)
    assert "This may ask two things at once" in page
    assert "Not translated yet" not in page


def test_the_overview_sums_up_once_what_nobody_tried_out(desk, session):
    (fresh,) = (each for each in templates() if each.slug == "reaching-help")
    service.start_draft(session, fresh)
    session.commit()
    page = desk.get(f"{DESK}/reaching-help")
    count = sum(item.kind not in SILENT for item in fresh.items)
    said = f"{count} questions were tried out with nobody in some languages"
    assert page.count("tried out") == 1
    assert page.index(said) > page.rindex('name="up"')


def test_a_draft_in_one_language_has_nothing_to_try_out_elsewhere(desk, session):
    service.start_draft(session, begun("one", "One", "en"))
    session.commit()
    assert "tried out" not in desk.get(f"{DESK}/one")


def test_questions_move_up_and_down_by_a_button(desk, session, small):
    desk.post(small, {"revision": "1", "down": "welcome"})
    assert keys(session)[:2] == ["asked", "welcome"]
    desk.post(small, {"revision": "2", "up": "welcome"})
    assert keys(session)[:2] == ["welcome", "asked"]


def test_a_move_beside_an_older_draft_is_refused_and_moves_nothing(
    desk, session, small
):
    desk.post(small, {"revision": "1", "down": "welcome"})
    page = desk.post(small, {"revision": "1", "down": "wish"}, status=409)
    assert "A colleague saved this draft while you were at it." in page
    assert keys(session)[:2] == ["asked", "welcome"]
    desk.post(small, {"revision": "2"}, status=422)


def test_what_is_not_there_is_not_found(desk, small):
    desk.get(f"{DESK}/nothing", status=404)
    desk.get(f"{small}/questions/nothing", status=404)


def test_a_draft_is_thrown_away_only_as_it_was_seen(desk, session, small):
    desk.post(f"{small}/version", {"revision": "1"})
    page = desk.post(f"{small}/discard", {"revision": "1"}, status=409)
    assert "A colleague saved this draft" in page
    desk.post(f"{small}/discard", fields(desk.get(f"{small}/discard")))
    desk.get(small, status=404)
    desk.post(f"{small}/take", status=303)
    assert keys(session) == [item.key for item in SMALL.items]


def test_a_draft_becomes_a_version_and_goes_on(desk, session, small):
    page = desk.get(f"{small}/version")
    assert "This is the first version." in page
    desk.post(f"{small}/version", {"revision": "1"}, status=303)
    assert instrument_of(latest_version(session, "small")) == SMALL
    assert revision(session) == "2"
    assert "Nothing changed since the last version." in desk.get(f"{small}/version")
    assert "Version 1" in desk.get(f"{small}/versions")


def test_a_draft_with_faults_becomes_no_version(desk, session, small):
    desk.post(f"{small}/questions/asked/remove", {"revision": "1"})
    page = desk.post(f"{small}/version", {"revision": "2"}, status=422)
    assert "Something is still wrong." in page
    assert queries.newest_numbers(session) == {}


def test_a_version_of_an_older_draft_is_not_made(desk, session, small):
    desk.post(small, {"revision": "1", "down": "welcome"})
    page = desk.post(f"{small}/version", {"revision": "1"}, status=409)
    assert "A colleague saved this draft" in page
    assert queries.newest_numbers(session) == {}


def wish(desk, small, *, revision, **parts):
    """Save the last question with these parts, on top of a revision of the draft."""
    said = {"label": "One wish?", "maximum": "40", "revision": str(revision)}
    desk.post(f"{small}/questions/wish", said | parts)


def test_a_changed_wording_raises_the_version_of_the_question_alone(
    desk, session, small
):
    desk.post(f"{small}/version", {"revision": "1"})
    wish(desk, small, revision=2, label="What would help?")
    desk.post(small, {"revision": "3", "down": "welcome"})
    page = desk.get(f"{small}/version")
    assert "The wording changed." in page
    assert page.count("Its series breaks") == 1
    desk.post(f"{small}/version", {"revision": "4"})

    latest = instrument_of(latest_version(session, "small"))
    versions = {item.key: item.version for item in latest.items}
    before = {item.key: item.version for item in SMALL.items}
    assert versions == before | {"wish": 2}
    page = desk.get(f"{small}/versions")
    assert "The wording changed." in page
    assert (
        '<del><span class="sr">Before: </span>What one change would help most?</del>'
        in page
    )
    assert '<ins><span class="sr">Now: </span>What would help?</ins>' in page


def test_whoever_makes_a_version_is_told_what_is_no_longer_sensitive(desk, small):
    wish(desk, small, revision=1, sensitive="y")
    desk.post(f"{small}/version", {"revision": "2"})
    wish(desk, small, revision=3)
    assert "It is no longer marked as sensitive:" in desk.get(f"{small}/version")
    desk.post(f"{small}/version", {"revision": "4"}, status=303)
    assert "It is no longer marked as sensitive:" in desk.get(f"{small}/versions")


def test_a_pinned_question_changes_only_when_somebody_says_so(desk, session, small):
    wish(desk, small, revision=1, pinned="y")
    desk.post(f"{small}/version", {"revision": "2"})
    # To unpin it in the same step is no way around.
    wish(desk, small, revision=3, label="Any wish?")
    assert 'name="broken"' in desk.get(f"{small}/version")
    page = desk.post(f"{small}/version", {"revision": "4"}, status=422)
    assert "A pinned question would change." in page
    desk.post(f"{small}/version", {"revision": "4", "broken": "wish"}, status=303)
    assert latest_version(session, "small").number == 2


def test_what_nobody_may_change_takes_no_change(desk, session):
    service.start_draft(session, SMALL, only_translations=True)
    session.commit()
    page = desk.post(f"{DESK}/small", {"revision": "1", "down": "welcome"}, status=409)
    assert "The licence of these questions lets nobody change them." in page
    assert keys(session)[0] == "welcome"


def test_what_nobody_may_change_can_get_more_languages(desk, session):
    service.start_draft(session, SMALL, only_translations=True)
    session.commit()
    frame = f"{DESK}/small/frame"
    desk.post(frame, fields(desk.get(frame)) | {"languages": ["ar", "uk"]})
    assert draft(session).languages == ("en", "ar", "uk")
    sent = fields(desk.get(frame)) | {"title": "Other words"}
    page = desk.post(frame, sent, status=409)
    assert "Other words" in page
    assert draft(session).title == {"en": "A few questions"}


def test_the_overview_takes_four_statements(desk, small, statements_at_most):
    with statements_at_most(4):  # who asks, the draft, its versions, translations
        desk.ask("GET", small)


def test_the_list_takes_three_statements_however_many_drafts(
    desk, session, statements_at_most
):
    for number in range(5):
        session.add(
            InstrumentDraft(
                slug=f"draft-{number}",
                body=to_body(SMALL),
                revision=1,
                only_translations=False,
                two_drafts=[],
            )
        )
    session.commit()
    assert len(session.scalars(select(InstrumentDraft)).all()) == 5
    with statements_at_most(3):  # who asks, the drafts, the newest versions
        desk.ask("GET", f"{DESK}/")
