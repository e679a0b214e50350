"""Every gap of a benchmark stands on its page, or the page says why not."""

import re

import pytest

from deliberation.benchmarks import service
from tests.deliberation.benchmarks.bodies import SOON, WAVES, body, row, waits
from tests.deliberation.benchmarks.factories import (
    make_adopted,
    make_benchmark,
    make_wave,
)
from tests.pages import text_of

PATH = "/benchmarks/four-weeks"
UNWATCHED = {"breakdown": "", "reference_group": "", "compared_group": ""}


def groups_part(page):
    """What the page says of groups, in words."""
    return text_of(
        page[page.index('<section id="groups">') : page.index('id="counted"')]
    )


@pytest.fixture
def measured(session, board, people):
    """A benchmark that watches no pair of groups, with its three waves."""
    first = make_wave(session, 1)
    benchmark = make_benchmark(session, board, people[0], first, **UNWATCHED)
    for number in (1, 2, 3):
        if number > 1:
            make_wave(session, number)
        service.measure_benchmark(session, benchmark, f"wave-{number}")
    session.commit()
    return benchmark


def test_a_benchmark_without_a_watched_pair_has_every_gap(
    pages, measured, statements_at_most
):
    with statements_at_most(3):
        page = pages.get(PATH)
    with statements_at_most(2):
        assert pages.get(PATH) == page
    said = groups_part(page)

    assert "Is it the same for everybody? Area" in said
    assert "All groups are compared with the group “Town”." in said
    assert "How the gaps changed: Rural: wider" in said
    assert "Wave 1 Rural 34.0% 39.9% +5.9 1.17 Only the start is known" in said
    assert "Wave 3 Rural 30.0% 56.1% +26.1 1.87 wider" in said
    assert "Wave 3 26.1 26.9 87.0" in said
    assert "Index of disparity (HP2010)" in said
    assert said.count("The group compared with is fixed:") == 1
    assert 'id="gap"' not in page


def test_a_gap_that_turned_round_is_not_only_called_narrower(
    pages, session, board, people
):
    first = make_wave(session, 1, tables=waits((120, 300), (90, 200), (30, 100)))
    benchmark = make_benchmark(session, board, people[0], first, **UNWATCHED)
    make_wave(session, 2, tables=waits((130, 300), (80, 200), (50, 100)))
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()

    said = groups_part(pages.get(PATH))

    assert "50.0% 40.0% −10.0 0.80 narrower (the gap has turned round)" in said


def test_a_new_survey_is_shown_although_the_groups_were_kept(
    pages, session, board, people
):
    first = make_wave(session, 1)
    benchmark = make_benchmark(session, board, people[0], first, **UNWATCHED)
    assert "Wave 2" not in pages.get(PATH)
    make_wave(session, 2)
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()

    assert "Wave 2" in groups_part(pages.get(PATH))


def test_a_watched_pair_does_not_take_the_place_of_all_groups(
    pages, session, board, people
):
    make_adopted(session, board, people, make_wave(session, 1))

    page = pages.get(PATH)

    assert page.index('id="gap"') < page.index('id="groups"')
    assert "By groups Area" in groups_part(page)


def test_a_question_without_groups_says_so(pages, session, board, people):
    alone = make_wave(session, 1, tables=WAVES[1][:1])
    make_benchmark(session, board, people[0], alone, **UNWATCHED)

    said = groups_part(pages.get(PATH))

    assert "published for everybody together, and by no groups." in said


def test_groups_that_cannot_be_compared_say_so(pages, session, board, people):
    everybody, groups = WAVES[1]
    hidden = body(
        SOON, everybody["rows"][0], groups["rows"][1],
        row("rural", None, None, None, None), breakdown="area",
    )  # fmt: skip
    wave = make_wave(session, 1, tables=[everybody, hidden])
    make_benchmark(session, board, people[0], wave, **UNWATCHED)

    said = groups_part(pages.get(PATH))

    assert "There are not two groups that can be shown beside each other." in said


def test_a_group_that_is_hidden_later_has_its_reason(pages, session, board, people):
    first = make_wave(session, 1)
    benchmark = make_benchmark(session, board, people[0], first, **UNWATCHED)
    everybody, groups = WAVES[2]
    third = row("coast", None, None, None, None)
    hidden = body(SOON, *groups["rows"], third, breakdown="area")
    make_wave(session, 2, tables=[everybody, hidden])
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()

    said = groups_part(pages.get(PATH))

    assert "Coast Not given: a number that it needs is not shown." in said


def test_of_two_groups_whose_gap_changed_neither_is_named_twice_in_arabic(
    pages, session, board, people
):
    def three(*soon):
        everybody = row("", 900, sum(soon), 900 - sum(soon), 0)
        pairs = zip(("town", "rural", "coast"), soon, strict=True)
        rows = [row(key, 300, each, 300 - each, 0) for key, each in pairs]
        groups = body(SOON, everybody, *rows, breakdown="area")
        return body(SOON, everybody), groups

    first = make_wave(session, 1, tables=three(130, 110, 100))
    benchmark = make_benchmark(session, board, people[0], first, **UNWATCHED)
    make_wave(session, 2, tables=three(200, 60, 65))
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()

    said = groups_part(pages.get(f"{PATH}?lang=ar"))
    told = said[: said.index("Wave 1")]

    assert told.count("Rural:") == told.count("Coast:") == 1


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_gaps_are_told_in_other_languages(pages, measured, language):
    said = groups_part(pages.get(PATH, Accept_Language=language))
    assert said.count("Wave 3") == 2  # its gaps, and how far all lie apart
    for english in ("Gaps between groups", "Points apart", "wider"):
        assert english not in said


def of_four_areas(*soon):
    """A question by four areas, of each of which so many of 3,000 answered soon."""
    whole = row("", 12000, sum(soon), 12000 - sum(soon), 0)
    names = ("rural", "coast", "hills", "shore")
    groups = [
        row(name, 3000, few, 3000 - few, 0)
        for name, few in zip(names, soon, strict=True)
    ]
    return [body(SOON, whole), body(SOON, whole, *groups, breakdown="area")]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "pl", "uk"])
def test_the_gaps_of_three_groups_are_listed_in_every_language(
    pages, session, board, people, language
):
    first = make_wave(session, 1, tables=of_four_areas(1200, 1150, 1120, 1100))
    benchmark = make_benchmark(session, board, people[0], first, **UNWATCHED)
    make_wave(session, 2, tables=of_four_areas(2000, 700, 600, 500))
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()

    said = groups_part(pages.get(PATH, Accept_Language=language))

    assert re.search(r"Coast\s?: \w.*Hills\s?: \w.*Shore\s?: \w", said)
