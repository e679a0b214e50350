"""A wave that keeps no answers makes the same results as one that does."""

from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from app import cli
from core.db import db
from core.errors import Conflict, Invalid
from surveys.findings.from_counts import tabulation_of
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.service import import_instrument
from surveys.instruments.strict_toml import Place
from surveys.waves import service
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting import queries as counting_queries
from surveys.waves.counting.cells import cells_of
from surveys.waves.counting.queries import counts_of
from surveys.waves.importing.rows import Taken
from surveys.waves.importing.service import import_answers
from surveys.waves.mode import Mode
from surveys.waves.models import Arriving, Counter, Response, SpentToken
from surveys.waves.plan_file import plan_of
from surveys.waves.queries import fielded, wave
from surveys.waves.sending import jobs
from surveys.waves.service import Receipt
from surveys.waves.settling.service import settle_counts
from tests.pages import text_of
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.counting.countable import COUNTABLE, PLAN
from tests.surveys.waves.counting.makers import bodies, frozen, make, send
from tests.surveys.waves.walk import Walk

BARRIERS = ["cost", "travel", "wait"]
PEOPLE = [
    {
        key: value
        for key, value in {
            "asked": [None, "yes", "no", "gave_up", "yes"][number % 5],
            "age": [20, 40, None][number % 3],
            "barriers": [None, ["nothing"], ["cost"], BARRIERS[:2], BARRIERS[1:]][
                number * 7 % 5 if number % 2 else 2
            ],
        }.items()
        if value is not None
    }
    for number in range(90)
]


def test_the_same_people_make_the_same_results_both_ways(session):
    for mode, slug in ((Anonymity.OPEN, "kept"), (Anonymity.COUNTERS, "counted")):
        make(session, mode, slug)
        for number, answers in enumerate(PEOPLE):
            if answers:
                send(session, slug, answers, f"{slug} {number}")
    kept, counted = frozen(session, "kept"), frozen(session, "counted")

    assert counted.summary == kept.summary
    assert counted.checksum == kept.checksum
    (one, other) = (bodies(session, each) for each in (kept, counted))
    assert one == other
    assert len(one) == len(PLAN["tables"]) * 2
    assert any(body["rows"][0]["counts"] for body in one)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "asked": st.sampled_from(["yes", "no", "gave_up"]),
        "age": st.integers(0, 120),
        "barriers": st.one_of(
            st.just(["nothing"]),
            st.lists(st.sampled_from(BARRIERS), min_size=1, max_size=2, unique=True),
        ),
    },
)


@given(
    st.lists(st.tuples(ANSWERS, st.integers(1, 30)), max_size=8),
    st.sampled_from(["age", "language", None]),
)
def test_any_people_make_the_same_tables_both_ways(crowd, by):
    breakdown = {"key": "age", "label": "Age", "item": "age"}
    if by == "language":
        groups = [{"key": "en", "label": "English"}, {"key": "ar", "label": "Arabic"}]
        breakdown = {"key": by, "label": "L", "attribute": by, "groups": groups}
    raw = PLAN | {"breakdowns": [breakdown] if by else []}
    keys = ("asked", "barriers") if by == "age" else ("asked", "barriers", "age")
    grouped = {"by": [by]} if by else {}
    raw |= {"tables": [{"item": key} | grouped for key in keys]}
    plan = plan_of(Place("test"), raw, COUNTABLE)
    people = [answers for answers, number in crowd for _ in range(number)]
    languages = ["en", "ar", "pl"]

    counts = {}
    for place, answers in enumerate(people):
        who = {"language": languages[place % 3], "mode": "web"}
        for cell in cells_of(plan, answers, who):
            counts[cell] = counts.get(cell, 0) + 1
    made = tabulation_of(counts, COUNTABLE, plan)
    rows = (Counted(a, languages[n % 3], "web") for n, a in enumerate(people))
    read = tabulate(rows, COUNTABLE, plan)

    assert summary_of(made, plan) == summary_of(read, plan)
    assert list(frozen_tables(made, plan)) == list(frozen_tables(read, plan))


def test_no_answers_are_kept_anywhere(session):
    make(session, Anonymity.COUNTERS, "counted")
    send(session, "counted", {"asked": "yes", "age": 30}, "one")
    assert not session.scalars(select(Arriving)).all()
    assert not session.scalars(select(Response)).all()
    assert len(session.scalars(select(Counter)).all()) == 4


def test_a_double_tap_counts_once(session):
    make(session, Anonymity.COUNTERS, "counted")
    answers = {"asked": "yes", "age": 30}
    assert send(session, "counted", answers, "one") is Receipt.NEW
    assert send(session, "counted", answers, "one") is Receipt.REPEAT
    people = select(func.sum(Counter.people)).where(Counter.item == "")
    assert session.scalar(people) == 1
    assert "one" not in session.scalars(select(SpentToken.key)).one()


def test_counts_are_sealed_until_the_close(session):
    made = make(session, Anonymity.COUNTERS, "counted")
    send(session, "counted", {"asked": "yes"}, "one")
    with pytest.raises(Conflict, match=r"wave\.is_open"):
        counts_of(session, made)
    service.close_wave(session, wave(session, "counted"), role="operator")
    assert sum(counts_of(session, wave(session, "counted")).values()) == 4
    assert not session.scalars(select(SpentToken)).all()


@pytest.mark.database("sqlite")
def test_after_ten_people_the_write_ahead_log_tells_nothing(session):
    make(session, Anonymity.COUNTERS, "counted")
    log = Path(f"{db.engine.url.database}-wal")
    for number in range(9):
        send(session, "counted", {"asked": "yes"}, str(number))
    assert log.stat().st_size > 0
    send(session, "counted", {"asked": "yes"}, "9")
    assert log.stat().st_size == 0


@pytest.mark.database("postgresql")
def test_after_ten_people_postgresql_has_one_xmin(session):
    make(session, Anonymity.COUNTERS, "counted")
    for number in range(10):
        send(session, "counted", {"asked": ["yes", "no"][number % 2]}, str(number))
    for table in ("counter", "spent_token"):
        rows = session.execute(text(f"SELECT DISTINCT xmin::text FROM {table}"))  # noqa: S608
        assert len(rows.all()) == 1


def add_tokens(session, wave_id, people, *, settled):
    for _ in range(people):
        session.add(SpentToken(key=uuid4().hex, wave_id=wave_id, settled=settled))
    session.commit()


@pytest.mark.parametrize(
    ("before", "since", "due"),
    [(0, 9, False), (0, 10, True), (0, 11, True), (219, 10, True), (220, 10, False)],
)
def test_counts_wait_for_ten_people_or_a_twentieth_of_those_before(
    session, before, since, due
):
    found = make(session, Anonymity.COUNTERS, "counted").id
    add_tokens(session, found, before, settled=True)
    add_tokens(session, found, since, settled=False)
    assert settle_counts(session, found) is due
    waiting = select(func.count()).where(SpentToken.settled.is_(False))
    assert session.scalar(waiting) == (0 if due else since)
    assert not settle_counts(session, found)  # who comes second


def test_whoever_missed_the_tenth_person_rewrites_with_the_next(session, monkeypatch):
    make(session, Anonymity.COUNTERS, "counted")
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "settle_counts_now", lambda _wave_id: None)
        for number in range(10):
            send(session, "counted", {"asked": "yes"}, str(number))
    send(session, "counted", {"asked": "yes"}, "10")
    assert session.scalars(select(SpentToken.settled)).all() == [True] * 11


def test_a_plan_is_read_once_and_each_wave_follows_its_own(session, monkeypatch):
    make(session, Anonymity.COUNTERS, "counted")
    send(session, "counted", {"asked": "yes"}, "one")
    with monkeypatch.context() as patched:
        patched.setattr(counting_queries, "plan_of_wave", None)
        send(session, "counted", {"asked": "no"}, "two")
    bare = [{"item": each["item"]} for each in PLAN["tables"]]
    other = PLAN | {"tables": [*bare, {"item": "age"}], "breakdowns": []}
    found = make(session, Anonymity.COUNTERS, "other", other)
    send(session, "other", {"asked": "yes", "age": 30}, "three")
    groups = select(Counter.people_of).where(Counter.wave_id == found.id)
    assert set(session.scalars(groups)) == {""}


def test_a_plan_that_cannot_be_counted_makes_no_wave(session):
    version = import_instrument(session, SMALL, role="operator")
    with pytest.raises(Invalid, match=r"counters\.condition"):
        service.create_wave(
            session,
            "counted",
            version,
            PLAN,
            role="operator",
            anonymity=Anonymity.COUNTERS,
        )


def test_answers_of_a_file_or_of_another_way_are_refused(session):
    made = make(session, Anonymity.COUNTERS, "counted")
    with pytest.raises(Conflict, match=r"counters\.no_answers"):
        import_answers(
            session, made, COUNTABLE, [Taken(1, "en", {"age": 3}, "print")],
            mode=Mode.PAPER, secret="s", role="operator",
        )  # fmt: skip
    with pytest.raises(Invalid, match=r"counters\.no_answers"):
        service.submit_response(
            session, fielded(session, "counted"), {"age": 3}, token="t", language="en"
        )


@pytest.mark.database("sqlite")
def test_a_backup_is_refused_until_the_close(app, session, tmp_path):
    make(session, Anonymity.COUNTERS, "counted")
    send(session, "counted", {"asked": "yes"}, "one")
    command = ["backup", str(tmp_path / "all.tar.gz")]
    refused = app.test_cli_runner().invoke(cli, command)
    assert "A survey that only counts is open" in refused.output
    service.close_wave(session, wave(session, "counted"), role="operator")
    session.commit()
    assert app.test_cli_runner().invoke(cli, command).exit_code == 0


def test_the_pages_say_so_ask_for_no_words_and_offer_no_way_back(pages, session):
    make(session, Anonymity.COUNTERS, "counted")
    walk = Walk(pages, "/s/counted")
    page = text_of(walk.page)
    assert "We keep no answers. Each of yours is added to a count" in page
    assert "You are not asked to write anything in your own words." in page
    assert "phrase" not in page
    walk.start().fill(asked="yes", age="30")
    assert "What one change would help most?" not in text_of(walk.page)
    assert 'name="receipt"' not in walk.page
    walk.press("send", status=303)
    people = select(func.sum(Counter.people)).where(Counter.item == "")
    assert session.scalar(people) == 1
