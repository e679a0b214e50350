"""Questions of a town, of every kind that a condition can look at."""

from surveys.instruments.definition import read_definition

QUESTIONS = """
slug = "town"
title = "T"
default_language = "en"
languages = ["en"]
licence = {name = "CC0-1.0"}
consent = {version = 1, lines = ["Why."], agree = "Yes."}

[[repeats]]
key = "visits"
label = "Visits"
at_most = 3
count = "${times}"

[[items]]
key = "asked"
kind = "select_one"
label = "Did you ask for help?"
options = [
  {key = "yes", label = "Yes"},
  {key = "gave_up", label = "I gave up"},
  {key = "no", label = "No"},
  {key = "prefer_not", label = "Prefer not to say", missing = true},
]

[[items]]
key = "whom"
kind = "select_one"
label = "Whom?"
relevant = {item = "asked", options = ["yes", "gave_up"]}
options = [{key = "a", label = "A"}, {key = "b", label = "B"}, {key = "c", label = "C"}]

[[items]]
key = "ticks"
kind = "select_multiple"
label = "Which?"
at_most = 3
options = [
  {key = "s", label = "S"},
  {key = "t", label = "T"},
  {key = "u", label = "U"},
  {key = "v", label = "V"},
  {key = "none", label = "None", exclusive = true},
]

[[items]]
key = "age"
kind = "integer"
label = "How old?"
minimum = 0
bands = [
  {key = "child", label = "Child", to = 17},
  {key = "adult", label = "Adult", from = 18, to = 64},
  {key = "old", label = "Old", from = 65},
]

[[items]]
key = "times"
kind = "integer"
label = "How often?"
minimum = 0
maximum = 9
bands = [
  {key = "0", label = "0", to = 0},
  {key = "1", label = "1", from = 1, to = 1},
  {key = "2", label = "2", from = 2, to = 2},
  {key = "more", label = "More", from = 3},
]

[[items]]
key = "hours"
kind = "decimal"
label = "How many hours?"
bands = [
  {key = "few", label = "Few", from = 0, to = 9},
  {key = "many", label = "Many", from = 10},
]

[[items]]
key = "rooms"
kind = "integer"
label = "How many rooms?"

[[items]]
key = "words"
kind = "text"
label = "In your words?"

[[items]]
key = "order"
kind = "rank"
label = "In which order?"
options = [{key = "x", label = "X"}, {key = "y", label = "Y"}]

[[items]]
key = "grown"
kind = "calculate"
label = ""
calculation = "if(${age} >= 18, 'yes', 'no')"

[[items]]
key = "half"
kind = "calculate"
label = ""
calculation = "${age} div 2"

[[items]]
key = "place"
kind = "select_one"
repeat = "visits"
label = "Where?"
options = [{key = "n", label = "N"}, {key = "o", label = "O"}]

[[items]]
key = "end"
kind = "select_one"
label = "Was this right?"
CONDITION
options = [{key = "yes", label = "Yes"}, {key = "no", label = "No"}]

[[items]]
key = "later"
kind = "select_one"
label = "And this?"
options = [{key = "yes", label = "Yes"}, {key = "no", label = "No"}]
"""


def town(condition=""):
    """The questions, of which ``end`` is asked on this condition."""
    said = f'relevant = """{condition}"""' if condition else ""
    return read_definition("town.toml", QUESTIONS.replace("CONDITION", said), {})
