"""What a score may be made of, and that nobody meets one while answering."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.instruments.definition import read_definition
from surveys.instruments.judging import Problem
from surveys.instruments.outline import outline
from surveys.instruments.strict_toml import FileRefused
from surveys.instruments.structure import faults
from tests.surveys.instruments.scored import ARABIC, MAIN, SCORE, SCORED
from tests.surveys.instruments.small import SMALL

ALSO = {"scored.ar.toml": ARABIC}
BANDS = MAIN[MAIN.index("bands = [") : MAIN.index("merges = ")]
MERGES = MAIN[MAIN.index("merges = ") :].splitlines()[0]
WHOLE_BANDS = """bands = [
  {key = "low", label = "Low", to = 2},
  {key = "middle", label = "Middle", from = 3, to = 3},
  {key = "high", label = "High", from = 4},
]
"""


def refused(old, new):
    """Why the file is refused with one part written differently."""
    assert old in MAIN
    with pytest.raises(FileRefused) as refusal:
        read_definition("scored.toml", MAIN.replace(old, new), ALSO)
    return refusal.value.reason


ANOTHER = """
[[items]]
key = "came"
kind = "calculate"
label = "The same, cut a little higher"
score_of = ["s1", "s2"]
points = ["bad", "fair", "good"]
bands = [
  {key = "low", label = "2.1 or less", up_to = 2.1},
  {key = "high", label = "Above 2.1", above = 2.1},
]

[[items]]
key = "town"
"""


def test_no_question_is_a_part_of_two_scores():
    """Whoever is low in the one and not in the other would be a difference of both."""
    whole = '[[items]]\nkey = "town"\n'
    assert refused(whole, ANOTHER) == "s1 is a part of another score."


def test_a_score_is_read_with_its_questions_points_and_bands():
    assert SCORE.score_of == ("s1", "s2", "s3")
    assert SCORE.points == ("bad", "fair", "good")
    assert [(band.above, band.up_to) for band in SCORE.bands] == [
        (None, 2),
        (2, 2.5),
        (2.5, None),
    ]
    assert SCORE.bands[0].label == {"en": "2 or less", "ar": "2 أو أقل"}
    assert faults(SCORED) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"s3"]', '"s4"]', "s4 is no question with one answer."),
        ('"s3"]', '"s2"]', "The key s2 stands there twice."),
        (', "s2", "s3"]', "]", "A score is made of 2 to 40 questions."),
        ('"good"]', '"good", "best"]', "s1 has other answers than the points."),
        ('"good"]', '"fair"]', "The key fair stands there twice."),
        (
            'label = "The tea?"',
            'label = "The tea?"\nrelevant = {item = "s1", options = ["good"]}',
            "s3 is not asked of the same people as the score.",
        ),
        (
            'label = "The tea?"',
            'label = "The tea?"\nsensitive = true',
            "s3 is sensitive, so the score is too.",
        ),
        (
            'kind = "calculate"',
            'kind = "integer"',
            "A calculate has a calculation; nothing else has.",
        ),
        (
            'score_of = ["s1"',
            'calculation = "1"\nscore_of = ["s1"',
            "A score is worked out by its own rule.",
        ),
        (BANDS + MERGES, "", "A score has at least two bands."),
        (
            BANDS,
            WHOLE_BANDS,
            "The bands of a score have above and up_to.",
        ),
        (
            "above = 2.5}",
            "above = 2.6}",
            "Each band begins above the one before; the ends are open.",
        ),
        (
            "up_to = 2}",
            "up_to = 2, above = 1}",
            "Each band begins above the one before; the ends are open.",
        ),
        (
            "above = 2.5}",
            "above = 2.5, up_to = 3}",
            "Each band begins above the one before; the ends are open.",
        ),
    ],
)
def test_what_makes_no_score_is_refused_in_words(old, new, reason):
    assert refused(old, new) == reason


def test_a_score_outside_of_the_scale_is_refused():
    last = MAIN.replace("2.5}", "3}")
    with pytest.raises(FileRefused, match="the ends are open"):
        read_definition("scored.toml", last, ALSO)


def test_bands_that_do_not_go_upward_are_refused():
    wrong = MAIN.replace("2.5", "1.5")
    with pytest.raises(FileRefused, match="Bands go upward"):
        read_definition("scored.toml", wrong, ALSO)


def test_only_a_score_has_points_and_such_bands():
    town = replace(SCORED.by_key["town"], points=("n", "o"))
    assert ("items.town.points", "Only a score has points.") in faults(
        replace(SCORED, items=(town,))
    )
    age = SMALL.by_key["age"]
    bands = (replace(age.bands[0], up_to=3.5), age.bands[1])
    reasons = [r for _, r in faults(replace(SMALL, items=(replace(age, bands=bands),)))]
    assert reasons == ["Only the bands of a score have above and up_to."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('label = "Where do you live?"', 'label = "You have ${went}."'),
        (
            'label = "Where do you live?"',
            'label = "Where?"\nrelevant = "${went} > 2"',
        ),
        (
            'label = "Where do you live?"',
            'label = "Where?"\nconstraint = "${went} = 2"',
        ),
    ],
)
def test_nothing_that_people_meet_may_name_a_score(old, new):
    assert refused(old, new) == "There is no question went."


def test_nobody_is_asked_a_score_and_no_answer_has_one():
    answers = {"s1": "good", "s2": "good", "s3": "good", "town": "n"}
    assert "went" not in {item.key for item in SCORED.asked(answers)}
    assert SCORED.complete(answers) == answers
    assert SCORED.check({**answers, "went": 3}) == {"went": Problem.NOT_ASKED}
    assert SCORED.clean({**answers, "went": 3}) == answers


def test_no_phone_knows_of_a_score():
    told = outline(SCORED, date(2026, 5, 1))
    assert [item["key"] for item in told["items"]] == ["s1", "s2", "s3", "town"]
    assert "went" not in told["order"]
    assert "went" not in str(told)
