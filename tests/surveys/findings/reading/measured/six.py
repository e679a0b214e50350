"""A questionnaire of every kind that a table counts, and people with known answers.

The seventh question has no table: it is asked on a condition, and nobody answers it.
"""

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import labelled, made_up, question, yes_no
from tests.surveys.findings.factories import PLAN as LIBRARY
from tests.surveys.findings.factories import crowd

STARS = ("1, very bad", "2", "3", "4", "5, very good")
RATING = question(
    "rating",
    "scale",
    "How good is the library?",
    options=[
        *labelled(**dict(zip("12345", STARS, strict=True))),
        {"key": "does_not_apply", "label": "Does not apply", "missing": True},
    ],
)
WAY = question(
    "way",
    "integer",
    "How many minutes is the way?",
    minimum=0,
    maximum=300,
    bands=[
        {"key": "short", "label": "Under 5", "to": 4},
        {"key": "middle", "label": "5 to 9", "from": 5, "to": 9},
        {"key": "long", "label": "10 and more", "from": 10},
    ],
)
BARRIERS = question(
    "barriers",
    "select_multiple",
    "What gets in the way?",
    options=labelled(cost="Cost", travel="Travel", wait="A long wait"),
)
WISHES = question(
    "wishes",
    "rank",
    "What comes first?",
    at_most=2,
    options=[
        *labelled(books="Books", room="A room", hours="Longer hours"),
        {"key": "none_said", "label": "Prefer not to say", "missing": True},
    ],
)
ASKED = question("asked", "select_one", "Did you ask for help?", options=yes_no())
COST = question(
    "cost",
    "decimal",
    "What did you pay?",
    minimum=0,
    maximum=99,
    bands=[
        {"key": "less", "label": "Under 10", "to": 9},
        {"key": "more", "label": "10 to 19", "from": 10, "to": 19},
    ],
)
WHY = question(
    "why",
    "select_one",
    "Why books?",
    relevant={"item": "wishes", "options": ["books"]},
    options=labelled(quiet="Quiet", price="Price"),
)
QUESTIONS = f"{RATING}{WAY}{BARRIERS}{WISHES}{ASKED}{COST}{WHY}"
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
