"""Questions of a town, of every kind that a condition can look at."""

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import labelled, made_up, question, yes_no

ASKED = question(
    "asked",
    "select_one",
    "Did you ask for help?",
    options=[
        *labelled(yes="Yes", gave_up="I gave up", no="No"),
        {"key": "prefer_not", "label": "Prefer not to say", "missing": True},
    ],
)
TICKS = question(
    "ticks",
    "select_multiple",
    "Which?",
    at_most=3,
    options=[
        *labelled(s="S", t="T", u="U", v="V"),
        {"key": "none", "label": "None", "exclusive": True},
    ],
)
AGE = question(
    "age",
    "integer",
    "How old?",
    minimum=0,
    bands=[
        {"key": "child", "label": "Child", "to": 17},
        {"key": "adult", "label": "Adult", "from": 18, "to": 64},
        {"key": "old", "label": "Old", "from": 65},
    ],
)
TIMES = question(
    "times",
    "integer",
    "How often?",
    minimum=0,
    maximum=9,
    bands=[
        {"key": "0", "label": "0", "to": 0},
        {"key": "1", "label": "1", "from": 1, "to": 1},
        {"key": "2", "label": "2", "from": 2, "to": 2},
        {"key": "more", "label": "More", "from": 3},
    ],
)
HOURS = question(
    "hours",
    "decimal",
    "How many hours?",
    bands=[
        {"key": "few", "label": "Few", "from": 0, "to": 9},
        {"key": "many", "label": "Many", "from": 10},
    ],
)
VISITS = """
[[repeats]]
key = "visits"
label = "Visits"
at_most = 3
count = "${times}"
"""
BEFORE = [
    VISITS,
    ASKED,
    question(
        "whom",
        "select_one",
        "Whom?",
        relevant={"item": "asked", "options": ["yes", "gave_up"]},
        options=labelled(a="A", b="B", c="C"),
    ),
    *(TICKS, AGE, TIMES, HOURS),
    question("rooms", "integer", "How many rooms?"),
    question("words", "text", "In your words?"),
    question("order", "rank", "In which order?", options=labelled(x="X", y="Y")),
    question("grown", "calculate", "", calculation="if(${age} >= 18, 'yes', 'no')"),
    question("half", "calculate", "", calculation="${age} div 2"),
    question(
        "place",
        "select_one",
        "Where?",
        repeat="visits",
        options=labelled(n="N", o="O"),
    ),
]
LATER = question("later", "select_one", "And this?", options=yes_no())


def town(condition=""):
    """The questions, of which ``end`` is asked on this condition."""
    on = {"relevant": condition} if condition else {}
    end = question("end", "select_one", "Was this right?", options=yes_no(), **on)
    return only_asked(*BEFORE, end, LATER)


def only_asked(*questions):
    """These questions and no others, as a town would ask them."""
    text = made_up("town", "T", "".join(questions))
    return read_definition("town.toml", text, {})
