import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from core.clock import now, standing_at, today
from core.errors import Conflict, Invalid, NotFound
from surveys.findings.coding.models import Theme
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.stages import ReportState
from surveys.findings.coding.texts.service import delete_open_texts
from surveys.findings.coding.themes.bases import met
from surveys.findings.coding.themes.queries import public_reports, reports_of
from surveys.findings.coding.themes.service import (
    Typed,
    adopt,
    drop_theme,
    open_draft,
    report_now,
    write_theme,
)
from surveys.findings.embargo import LEAST_DAYS, last_day
from surveys.findings.queries import release_of, results_of_everybody
from surveys.findings.release import checksum
from surveys.instruments.queries import instrument_of
from surveys.instruments.rules.rule import Rule
from tests.surveys.findings.coding.factories import (
    costly,
    make_coded,
    make_joint,
    writers,
)
from tests.surveys.findings.coding.themes.makers import (
    BY,
    WORDS,
    add_theme,
    make_adopted,
    make_readable,
    silent,
)
from tests.surveys.findings.factories import person


def later(days):
    return standing_at(now() + timedelta(days=days))


def test_a_theme_is_counted_over_all_answers(session):
    found = make_readable(session)
    add_theme(session, found)
    body = report_now(session, found)
    (theme,) = body["themes"]
    assert (theme["answers"], body["answers"], body["in_none"]) == (21, 42, 21)
    assert (body["coders"], body["read_twice"]) == (2, 42)
    assert theme["agreement"] == {"at_least": 1.0, "label": "almost_perfect"}
    assert body["item"]["label"]["en"] == "What one change would help most?"


def test_themes_come_when_all_is_read_and_the_results_are_public(session):
    joint, _one, _two = make_joint(session)
    with pytest.raises(Conflict, match="not_coded"):
        write_theme(session, joint, Typed(WORDS, ("cost",), "en"))
    with pytest.raises(Conflict, match="not_coded"):
        report_now(session, joint)


def test_without_public_results_there_is_no_report(session):
    found, _one, _two = make_coded(session, people=[*writers(42), *silent(20)])
    add_theme(session, found)
    with pytest.raises(NotFound):
        open_draft(session, found, 14, **BY)


def test_members_comment_on_themes_while_authorities_wait_for_results(session):
    found = make_readable(session, embargo_until=last_day(today(), LEAST_DAYS))
    add_theme(session, found)
    assert open_draft(session, found, 14, **BY).state == ReportState.DRAFT


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"codes": ()}, "themes.no_codes"),
        ({"codes": ("nowhere",)}, "coding.code_unknown"),
        ({"words": WORDS | {"name": ""}}, "themes.name_missing"),
        ({"words": WORDS | {"definition": " "}}, "themes.definition_missing"),
        ({"words": WORDS | {"missed": ""}}, "themes.missed_missing"),
        ({"words": WORDS | {"missed": "x" * 1001}}, "codebook.too_long"),
    ],
)
def test_what_a_theme_needs(session, changes, code):
    found = make_readable(session)
    typed = {"words": WORDS, "codes": ("cost",), "language": "en"} | changes
    with pytest.raises(Invalid) as caught:
        write_theme(session, found, Typed(**typed))
    assert caught.value.code == code
    assert session.scalars(select(Theme)).all() == []


def test_a_code_is_in_one_theme_only(session):
    found = make_readable(session)
    first = add_theme(session, found)
    with pytest.raises(Invalid, match="code_taken"):
        add_theme(session, found, "cost", "wait")
    typed = Typed(WORDS | {"name": "المال"}, ("cost",), "ar")
    assert write_theme(session, found, typed, first.id).name == {
        "en": "Money",
        "ar": "المال",
    }


def test_a_theme_can_be_taken_away(session):
    found = make_readable(session)
    drop_theme(session, found, add_theme(session, found).id)
    with pytest.raises(Conflict, match="none"):
        report_now(session, found)
    with pytest.raises(NotFound):
        drop_theme(session, found, 1)


def test_where_nearly_everybody_wrote_nothing_is_told(session):
    found = make_readable(session, [*writers(42), *silent(4)])
    add_theme(session, found)
    body = report_now(session, found)
    assert body["answers"] is None
    assert [each["answers"] for each in body["themes"]] == [None]


def test_the_table_of_the_question_before_says_how_many_were_asked(session):
    """Of forty-four who said yes and were asked on, two wrote nothing."""
    people = [*writers(42), *[(person("yes"), "en")] * 2, *silent(20)]
    asked = make_readable(session, people)
    yes = frozenset({"yes"})
    table = results_of_everybody(session, release_of(session, "library").id)[0].body
    earlier = instrument_of(asked.wave.version).by_key["asked"]
    assert met(Rule("asked", yes), earlier, table, 64) == 44
    assert met(Rule("asked", yes, unless=True), earlier, table, 64) == 20
    assert met(Rule("age", yes), earlier, table, 64) is None


def test_a_rare_theme_is_hidden(session):
    def rarely(text):
        return ["wait"] if text.startswith("wish 7 ") else costly(text)

    found = make_readable(session, first=rarely, second=rarely)
    add_theme(session, found, "cost")
    add_theme(session, found, "wait")
    told = [each["answers"] for each in report_now(session, found)["themes"]]
    assert told[-1] is None


def test_a_draft_lies_open_for_fourteen_days_before_it_is_adopted(session):
    found = make_readable(session)
    add_theme(session, found)
    draft = open_draft(session, found, 14, **BY)
    assert draft.state == ReportState.DRAFT
    assert (draft.open_until - draft.opened_on).days == 14
    assert draft.checksum == checksum(draft.body)
    for days in (0, 13, 14):
        with later(days), pytest.raises(Conflict, match="still_open"):
            adopt(session, found, **BY)
    with later(15):
        assert adopt(session, found, **BY).adopted_on == today()
    with pytest.raises(Conflict, match="no_draft"):
        adopt(session, found, **BY)


@pytest.mark.parametrize("days", [0, 13, 91])
def test_nobody_shortens_the_days(session, days):
    found = make_readable(session)
    add_theme(session, found)
    with pytest.raises(Invalid, match="days"):
        open_draft(session, found, days, **BY)


def test_a_new_draft_has_days_of_its_own_and_replaces_the_old_one(session):
    found = make_readable(session)
    add_theme(session, found)
    open_draft(session, found, 14, **BY)
    with later(10):
        second = open_draft(session, found, 14, **BY)
    with later(15), pytest.raises(Conflict, match="still_open"):
        adopt(session, found, **BY)
    states = [(each.number, each.state) for each in reports_of(session, found.id)]
    assert states == [(2, ReportState.DRAFT), (1, ReportState.REPLACED)]
    with later(25):
        assert adopt(session, found, **BY).id == second.id


def test_what_was_adopted_stays_until_the_next_is(session):
    found = make_adopted(session)
    with later(15):
        open_draft(session, found, 14, **BY)
    shown = [each.state for each in public_reports(session, found.wave_id)]
    assert shown == [ReportState.DRAFT, ReportState.ADOPTED]
    with later(30):
        adopt(session, found, **BY)
    shown = [each.number for each in public_reports(session, found.wave_id)]
    assert shown == [2]


def test_two_drafts_that_together_point_at_few_are_refused(session):
    def two_codes(text):
        return ["wait"] if text.startswith("wish 7 ") else costly(text)

    found = make_readable(session, first=two_codes, second=two_codes)
    theme = add_theme(session, found, "cost")
    open_draft(session, found, 14, **BY)
    write_theme(session, found, Typed(WORDS, ("cost", "wait"), "en"), theme.id)
    with pytest.raises(Conflict, match="too_close"):
        open_draft(session, found, 14, **BY)


def test_texts_that_are_gone_make_no_new_themes_and_old_ones_stay(session):
    found = make_readable(session)
    add_theme(session, found)
    draft = open_draft(session, found, 14, **BY)
    kept = json.dumps(draft.body)
    delete_open_texts(session, found.wave, role="operator")
    session.commit()
    session.expire_all()
    found = coding_set(session, found.id)
    with pytest.raises(Conflict, match="texts_gone"):
        report_now(session, found)
    (report,) = public_reports(session, found.wave_id)
    assert json.dumps(report.body) == kept


def test_the_log_names_acts_and_no_words(session):
    make_adopted(session)
    leaves = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()
    acts = [json.loads(leaf)["action"] for leaf in leaves[-2:]]
    assert acts == ["themes.open", "themes.adopt"]
    assert not any("Money" in leaf or "wish 1" in leaf for leaf in leaves)
