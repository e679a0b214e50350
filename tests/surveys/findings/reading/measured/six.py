"""A questionnaire of every kind that a table counts, and people with known answers.

The seventh question has no table: it is asked on a condition, and nobody answers it.
"""

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up
from tests.surveys.findings.factories import PLAN as LIBRARY
from tests.surveys.findings.factories import crowd

QUESTIONS = """
[[items]]
key = "rating"
kind = "scale"
label = "How good is the library?"
options = [
  {key = "1", label = "1, very bad"},
  {key = "2", label = "2"},
  {key = "3", label = "3"},
  {key = "4", label = "4"},
  {key = "5", label = "5, very good"},
  {key = "does_not_apply", label = "Does not apply", missing = true},
]

[[items]]
key = "way"
kind = "integer"
label = "How many minutes is the way?"
minimum = 0
maximum = 300
bands = [
  {key = "short", label = "Under 5", to = 4},
  {key = "middle", label = "5 to 9", from = 5, to = 9},
  {key = "long", label = "10 and more", from = 10},
]

[[items]]
key = "barriers"
kind = "select_multiple"
label = "What gets in the way?"
options = [
  {key = "cost", label = "Cost"},
  {key = "travel", label = "Travel"},
  {key = "wait", label = "A long wait"},
]

[[items]]
key = "wishes"
kind = "rank"
label = "What comes first?"
at_most = 2
options = [
  {key = "books", label = "Books"},
  {key = "room", label = "A room"},
  {key = "hours", label = "Longer hours"},
  {key = "none_said", label = "Prefer not to say", missing = true},
]

[[items]]
key = "asked"
kind = "select_one"
label = "Did you ask for help?"
options = [{key = "yes", label = "Yes"}, {key = "no", label = "No"}]

[[items]]
key = "cost"
kind = "decimal"
label = "What did you pay?"
minimum = 0
maximum = 99
bands = [
  {key = "less", label = "Under 10", to = 9},
  {key = "more", label = "10 to 19", from = 10, to = 19},
]

[[items]]
key = "why"
kind = "select_one"
label = "Why books?"
relevant = {item = "wishes", options = ["books"]}
options = [{key = "quiet", label = "Quiet"}, {key = "price", label = "Price"}]
"""
SIX = read_definition("six.toml", made_up("six", "Six kinds", QUESTIONS))

PLAN = {
    "title": {"en": "Six kinds"},
    "tables": [
        {"item": item.key, "by": ["language"]} for item in SIX.items[:6]
    ],
    "breakdowns": [
        {
            "key": "language",
            "label": "Language",
            "attribute": "language",
            "groups": [
                {"key": "en", "label": "English"},
                {"key": "fr", "label": "French"},
            ],
        },
    ],
    "method": LIBRARY["method"] | {"weighting": "To the census."},
}  # fmt: skip

RATINGS = {
    "en": {"1": 5, "2": 12, "3": 18, "4": 15, "5": 8, "does_not_apply": 6},
    "fr": {"1": 5, "2": 8, "3": 12, "4": 10, "5": 7, "does_not_apply": 6},
}
"""Together 10, 20, 30, 25 and 15 people on 1 to 5, and 12 to whom it does not apply."""

TICKED = [["cost"], ["cost", "wait"], ["travel"]]
PLACED = [["books", "room"], ["room", "hours"], ["hours", "books"]]
MINUTES = [2, 7, 20, 20, 20]


def answers(number: int, rating: str) -> dict[str, object]:
    """What the person of a number says; the kinds take turns of 2, 3 and 5."""
    return {
        "rating": rating,
        "way": MINUTES[number % 5],
        "barriers": TICKED[number % 3],
        "wishes": PLACED[number % 3],
        "asked": "yes" if number % 2 else "no",
        "cost": 5.5 if number % 2 else 12.5,
    }


SAID = [
    (rating, language)
    for language, ratings in RATINGS.items()
    for rating, people in ratings.items()
    for _ in range(people)
]
PEOPLE = [
    *crowd(
        *((1, answers(number, said[0]), said[1]) for number, said in enumerate(SAID))
    )
]
"""112 people, 64 of them in English."""

MADE = {"people": PEOPLE, "raw": PLAN, "instrument": SIX}
