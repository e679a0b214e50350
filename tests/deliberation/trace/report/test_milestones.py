from datetime import date

from deliberation.trace.becoming import Link, Step, told
from deliberation.trace.report.milestones import (
    Kind,
    answers,
    milestones,
    not_yet,
    progress,
)

BENCHMARK = Link(
    "benchmark",
    "bm-1",
    {"en": "Shorter waits"},
    state="improving",
    day=date(2026, 5, 20),
)
ASK = Link("proposal", "p1", {"en": "Call back in a week"}, anchor="ask-1")
ANSWER = Link(
    *("proposal", "p1", {"en": "Health authority"}),
    state="declined",
    day=date(2026, 9, 9),
    anchor="ask-1",
)
SILENCE = Link(
    "proposal", "p1", {"en": "Health authority"}, state="no_answer", anchor="ask-2"
)
BECOMING = told(
    {
        Step.BENCHMARKS: [BENCHMARK],
        Step.ASKS: [ASK],
        Step.ANSWERS: [ANSWER, SILENCE],
    }
)
DAYS = {
    Kind.AGREED: None,
    Kind.OPENED: date(2026, 2, 9),
    Kind.CLOSED: date(2026, 3, 8),
    Kind.PUBLISHED: date(2026, 5, 20),
}


def test_milestones_come_in_the_order_of_their_days_and_of_the_cycle():
    found = [(each.day, each.kind) for each in milestones(DAYS, BECOMING)]
    assert found == [
        (date(2026, 2, 9), Kind.OPENED),
        (date(2026, 3, 8), Kind.CLOSED),
        (date(2026, 5, 20), Kind.PUBLISHED),
        (date(2026, 5, 20), Kind.BENCHMARK),
        (date(2026, 9, 9), Kind.ANSWERED),
    ]


def test_what_has_no_day_is_no_milestone():
    assert Kind.AGREED not in {each.kind for each in milestones(DAYS, BECOMING)}
    assert milestones({}, told({Step.ANSWERS: [SILENCE]})) == []


def test_things_of_one_kind_and_day_are_one_milestone():
    becoming = told({Step.BENCHMARKS: [BENCHMARK, BENCHMARK]})
    (only,) = milestones({}, becoming)
    assert len(only.links) == 2


def test_how_a_benchmark_stands_today_is_no_news_of_the_day_it_was_set():
    found = {each.kind: each.links for each in milestones(DAYS, BECOMING)}
    assert [link.state for link in found[Kind.BENCHMARK]] == [""]
    assert [link.state for link in found[Kind.ANSWERED]] == ["declined"]


def test_an_answer_is_told_in_the_words_of_what_was_asked():
    first, second = answers(BECOMING)
    assert first.words == {"en": "Call back in a week"}
    assert first.found_in == {"en": "Health authority"}
    assert second.words == {"en": "Health authority"}


def test_what_got_better_and_what_did_not_are_told_apart_and_silence_is_told():
    assert [link.words["en"] for link in progress(BECOMING)] == ["Shorter waits"]
    assert [link.state for link in not_yet(BECOMING)] == ["declined", "no_answer"]


def test_nothing_yet_is_neither():
    assert progress(told({})) == not_yet(told({})) == []
