"""Weighted shares, which stand beside the unweighted ones and never in their place."""

import pytest

from surveys.findings import service
from surveys.findings.queries import release_of
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.forms import (
    REFUSAL_WORDS,
    weight_measures,
    weight_sources,
)
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.service import replace_population
from tests.surveys.findings.bodies import sizes_of, yes_of
from tests.surveys.findings.factories import make_answered, make_published
from tests.surveys.findings.reading.measured.tables import rows_of

TABLE = yes_of(town=(80, 200), village=(60, 100))


def summary(town=50, village=50, source="Census"):
    return {
        "groups": {"area": sizes_of(town=200, village=100)},
        "populations": [
            ["area", "town", town, source],
            ["area", "village", village, source],
        ],
    }


def test_the_weighted_share_stands_beside_the_unweighted_one(pages, session):
    wave = make_answered(session)
    figures = [
        Figure("age", "under_25", 3000, "Census 2021"),
        Figure("age", "from_25", 7000, "Census 2021"),
    ]
    replace_population(session, wave, figures, role="operator")
    service.freeze_wave(session, wave, role="operator")
    release = release_of(session, "library")
    service.publish_release(session, release, role="operator")
    session.commit()

    html = pages.get("/results/library/1")
    yes = rows_of(html, "Weighted to who lives here: Age")[0]
    assert yes[0] == "Yes"
    assert yes[1] == "46.5%", "0.3 of 22 in 70 and 0.7 of 71 in 134"
    assert yes[3] == "45.6%", "93 of 204"
    assert "Who counted them: Census 2021." in html
    assert "they were not" in html
    assert "margin of error" not in html.lower()
    assert "Weighted to who lives here: Language" not in html

    apart = "\N{FIRST STRONG ISOLATE}Census 2021\N{POP DIRECTIONAL ISOLATE}"
    assert apart in pages.get("/results/library/1?lang=ar")

    html = pages.get("/results/library/everything?lang=en")
    assert rows_of(html, "Weighted to who lives here")[0] == yes
    method = html[html.index('id="method"') :]
    assert "Who counted the people:</p>" not in method
    assert "Who counted the people: <bdi>Census 2021</bdi>" in method


def test_without_figures_nothing_is_said_of_weights(pages, session):
    make_published(session)
    for page in ("1", "everything"):
        html = pages.get(f"/results/library/{page}")
        assert "Weighted" not in html


@pytest.fixture(autouse=True)
def _in_english(app):
    with app.test_request_context():
        yield


def test_the_figures_say_what_they_are_worth():
    found = weight_measures(TABLE, summary(), "en")
    assert found.lines[0].cells[0] == "50.0%"
    assert found.lines[0].cells[2] == "46.7%"
    assert found.warning == ""
    assert found.notes[1] == (
        "300 people are worth as many as 267 without weights (design effect 1.12)."
    )
    assert len(found.notes) == 2


def test_weights_that_leave_little_are_warned_of():
    found = weight_measures(TABLE, summary(town=4, village=96), "en")
    assert found.warning.startswith("Be careful")


def test_a_weight_that_was_cut_is_named():
    table = yes_of(town=(80, 200), village=(6, 10))
    made = summary(town=20, village=80)
    made["groups"]["area"] = sizes_of(town=200, village=10)
    found = weight_measures(table, made, "en")
    assert found.notes[-1].endswith("still count for too little: village.")


def test_who_is_in_no_known_group_is_counted():
    made = summary()
    made["groups"]["area"] = sizes_of(town=200, village=100, abroad=40)
    table = yes_of(town=(80, 200), village=(60, 100), abroad=(20, 40))
    found = weight_measures(table, made, "en")
    assert "40 people are in no group whose size is known, and are left out." in (
        found.notes
    )


def test_a_table_that_is_not_weighted_has_the_reason_and_no_figure():
    made = summary()
    made["groups"]["area"]["counts"] = [None, 100]
    found = weight_measures(TABLE, made, "en")
    assert found.lines == ()
    assert found.said == (
        "Not weighted: how many people of a group answered is not shown.",
    )
    assert weight_sources([TABLE], made) == []


def test_sources_are_named_once():
    assert weight_sources([TABLE, TABLE], summary()) == ["Census"]
    assert weight_measures({**TABLE, "breakdown": None}, summary(), "en") is None


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_has_words(reason):
    assert str(REFUSAL_WORDS[reason]).startswith("Not weighted: ")
