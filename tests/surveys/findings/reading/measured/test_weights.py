"""Weighted shares, which stand beside the unweighted ones and never in their place."""

import pytest

from core.pdf_text import texts_of
from surveys.findings import service
from surveys.findings.queries import release_of
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.forms import (
    REFUSAL_WORDS,
    weight_measures,
    weight_sources,
    weighted_change,
)
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.service import replace_population
from tests.made_once import judged_once
from tests.surveys.findings.bodies import (
    SILENT,
    body,
    column,
    row,
    sizes_of,
    yes_of,
)
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
    with judged_once():
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
    paper = " ".join(texts_of(pages.ask("GET", "/results/library.pdf").data))
    assert " ".join(["Share without weights", *yes]) in " ".join(paper.split())
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


SCALE = body(
    [column("1"), column("2"), column("3"), SILENT],
    row("", 60, 10, 24, 26, 0, answered=60),
    row("town", 40, 10, 20, 10, 0, answered=40),
    row("village", 20, 0, 4, 16, 0, answered=20),
    kind="scale",
)


def test_a_scale_has_its_weighted_average_and_middle_beside_the_unweighted_ones():
    made = summary() | {"groups": {"area": sizes_of(town=40, village=20)}}
    found = weight_measures(SCALE, made, "en")
    assert found.columns == ["Answer", "Weighted", "Range", "Without weights"]
    mean, middle = found.lines[-2:]
    assert (mean.name, middle.name) == ("Average (mean)", "Middle (median)")
    assert mean.cells[0] == "2.4", "half of 2.0 and half of 2.8"
    assert mean.cells[2] == "2.27", "136 points of 60 people"
    assert middle.cells == ("3", "not given", "2")


def test_a_scale_in_words_needs_the_order_of_its_options():
    words = {**SCALE, "columns": [column(k) for k in ("low", "mid", "top")] + [SILENT]}
    made = summary() | {"groups": {"area": sizes_of(town=40, village=20)}}
    assert len(weight_measures(words, made, "en").lines) == 3
    found = weight_measures(words, made, "en", ("low", "mid", "top"))
    assert found.lines[3].cells[0] == "2.4"


WAVES = ("Spring", "Autumn")


def test_two_weighted_waves_that_are_alike_could_be_chance():
    found = weighted_change((TABLE, summary()), (TABLE, summary()), WAVES, "en")
    assert found.columns == ["Answer", "Spring", "Autumn"]
    assert found.lines[0].cells == ("50.0%", "50.0%")
    (said,) = found.said
    assert said == (
        "All answers together, weighted in both surveys: could be chance (test of Rao "
        "and Scott: F\xa0=\xa00.00, p\xa0=\xa01.000)."
    )
    assert len(found.notes) == 1, "the source of both, once"


def test_two_waves_are_weighted_both_or_not_at_all():
    hidden = summary()
    hidden["groups"] = {"area": {**sizes_of(town=200, village=100)}}
    hidden["groups"]["area"]["counts"] = [None, 100]
    for pair in ((hidden, summary()), (summary(), hidden)):
        waves = [(TABLE, each) for each in pair]
        found = weighted_change(*waves, WAVES, "en")
        assert (found.lines, found.said) == (
            (),
            ("Not weighted: how many people of a group answered is not shown.",),
        )
    none = {"groups": {}}
    assert weighted_change((TABLE, none), (TABLE, summary()), WAVES, "en") is None


def test_answers_shown_together_in_one_wave_only_leave_the_reason_alone():
    rows = [row(key, n, n, 0, answered=n) for key, n in
            (("", 300), ("town", 200), ("village", 100))]  # fmt: skip
    merged = body([column("m", "yes", "no"), SILENT], *rows)
    found = weighted_change((merged, summary()), (TABLE, summary()), WAVES, "en")
    assert (found.lines, found.notes) == ((), ())
    assert "shown together only" in found.said[0]


def test_several_answers_of_two_waves_are_weighted_and_not_tested():
    several = {**TABLE, "item": {**TABLE["item"], "kind": "select_multiple"}}
    found = weighted_change((several, summary()), (several, summary()), WAVES, "en")
    assert found.lines[0].cells == ("50.0%", "50.0%")
    assert "people could tick several answers" in found.said[0]


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
