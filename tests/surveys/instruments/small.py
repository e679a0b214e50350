"""A small instrument that uses every part of the format."""

from surveys.instruments.definition import read_definition

MAIN = """
slug = "small"
title = "A few questions"
default_language = "en"
languages = ["en", "ar"]
notice = "Written for a test."

[licence]
name = "CC0-1.0"
may_redistribute = true
may_modify = true

[consent]
version = 1
lines = ["Who asks: the library.", "What is kept: your answers."]
agree = "I want to take part."

[[groups]]
key = "about"
label = "About you"

[lists.agree]
options = [
  {key = "agree", label = "Agree"},
  {key = "disagree", label = "Disagree"},
  {key = "does_not_apply", label = "Does not apply", missing = true},
]

[[items]]
key = "welcome"
kind = "note"
label = "Thank you for coming."

[[items]]
key = "asked"
version = 2
kind = "select_one"
label = "Did you ask for help?"
hint = "Anyone or any service."
options = [
  {key = "yes", label = "Yes"},
  {key = "gave_up", label = "I tried and gave up"},
  {key = "no", label = "No"},
]
merges = [[{key = "tried", label = "Asked", options = ["yes", "gave_up"]}]]

[[items]]
key = "barriers"
kind = "select_multiple"
label = "What got in the way?"
at_most = 2
sensitive = true
relevant = {item = "asked", options = ["yes", "gave_up"]}
options = [
  {key = "cost", label = "Cost"},
  {key = "travel", label = "Travel"},
  {key = "wait", label = "A long wait"},
  {key = "nothing", label = "Nothing", exclusive = true},
]

[[items]]
key = "travel_how"
kind = "select_one"
label = "Travel was easy."
list = "agree"
relevant = [
  {item = "asked", options = ["yes"]},
  {item = "barriers", options = ["travel"]},
]

[[items]]
key = "age"
kind = "integer"
group = "about"
label = "How old are you?"
minimum = 0
maximum = 120
bands = [
  {key = "under_25", label = "Under 25", to = 24},
  {key = "from_25", label = "25 and over", from = 25},
]

[[items]]
key = "wish"
kind = "text"
label = "What one change would help most?"
maximum = 40
"""

ARABIC = """
title = "بعض الأسئلة"
[consent]
lines = ["من يسأل: المكتبة.", "ما يُحفظ: إجاباتك."]
agree = "أريد المشاركة."
[groups]
about = "عنك"
[lists.agree.options]
agree = "أوافق"
[items.asked]
label = "هل طلبت المساعدة؟"
[items.asked.options]
yes = "نعم"
[items.asked.merges]
tried = "طلب المساعدة"
[items.age.bands]
under_25 = "أقل من 25"
"""

SMALL = read_definition("small.toml", MAIN, {"small.ar.toml": ARABIC})
