"""Three questions on one scale and the score that they come to, asked of everybody."""

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up

QUESTIONS = """
[lists.how]
options = [
  {key = "bad", label = "Bad"},
  {key = "fair", label = "Fair"},
  {key = "good", label = "Good"},
  {key = "does_not_apply", label = "Does not apply", missing = true},
]

[[items]]
key = "s1"
kind = "scale"
label = "The room?"
list = "how"

[[items]]
key = "s2"
kind = "scale"
label = "The people?"
list = "how"

[[items]]
key = "s3"
kind = "select_one"
label = "The tea?"
list = "how"

[[items]]
key = "went"
kind = "calculate"
label = "How it went, all in all"
score_of = ["s1", "s2", "s3"]
points = ["bad", "fair", "good"]
bands = [
  {key = "low", label = "2 or less", up_to = 2},
  {key = "middle", label = "Above 2, up to 2.5", above = 2, up_to = 2.5},
  {key = "high", label = "Above 2.5", above = 2.5},
]
merges = [[{key = "above_2", label = "Above 2", options = ["middle", "high"]}]]

[[items]]
key = "town"
kind = "select_one"
label = "Where do you live?"
options = [{key = "n", label = "North"}, {key = "o", label = "South"}]
"""
MAIN = made_up("scored", "How it went", QUESTIONS, languages=("en", "ar"))

ARABIC = """
title = "كيف كان"
[items.went]
label = "كيف كان كل شيء"
[items.went.bands]
low = "2 أو أقل"
"""

SCORED = read_definition("scored.toml", MAIN, {"scored.ar.toml": ARABIC})
SCORE = SCORED.by_key["went"]

SCORED_PLAN = {
    "title": "How it went",
    "tables": [{"item": key, "by": ["town"]} for key in ("s1", "s2", "s3", "went")],
    "breakdowns": [{"key": "town", "label": "Town", "item": "town"}],
}
