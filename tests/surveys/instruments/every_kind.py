"""An instrument that has every kind of question and every kind of condition."""

from surveys.instruments.definition import read_definition

MAIN = """
slug = "every-kind"
title = "All kinds of question"
default_language = "en"
languages = ["en"]

[licence]
name = "CC0-1.0"

[consent]
version = 1
lines = ["Who asks: a test."]
agree = "Yes, I take part."

[[groups]]
key = "about"
label = "About you"
[[groups]]
key = "ease"
label = "How easy was it?"
matrix = true

[lists.ease]
options = [
  {key = "1", label = "Hard"},
  {key = "2", label = "So so"},
  {key = "3", label = "Easy"},
]

[[repeats]]
key = "children"
label = "Your children"
at_most = 3
count = "${how_many}"

[[repeats]]
key = "visits"
label = "Visits"
at_most = 3
another = "Was there another visit?"
yes = "Yes"
no = "No"

[[items]]
key = "rules"
kind = "acknowledge"
label = "I read the rules."
required = true

[[items]]
key = "asked"
kind = "select_one"
label = "Did you ask for help?"
options = [
  {key = "yes", label = "Yes"},
  {key = "no", label = "No"},
  {key = "prefer_not", label = "Prefer not to say", missing = true},
]

[[items]]
key = "reasons"
kind = "select_multiple"
label = "Why?"
random_order = true
relevant = "${asked} = 'yes' or ${asked} = 'no'"
constraint = "count-selected(.) != 2"
constraint_message = "Tick one or three."
options = [
  {key = "cost", label = "Cost"},
  {key = "wait", label = "A long wait"},
  {key = "far", label = "It is far away"},
  {key = "none", label = "None of these", exclusive = true},
]

[[items]]
key = "order"
kind = "rank"
label = "What matters most?"
relevant = "count-selected(${reasons}) > 1"
options = [
  {key = "cost", label = "Cost"},
  {key = "wait", label = "A long wait"},
  {key = "far", label = "It is far away"},
  {key = "prefer_not", label = "Prefer not to say", missing = true},
]

[[items]]
key = "by_phone"
kind = "scale"
group = "ease"
label = "By phone"
list = "ease"

[[items]]
key = "in_person"
kind = "scale"
group = "ease"
label = "In person"
list = "ease"

[[items]]
key = "ease_sum"
kind = "calculate"
label = ""
calculation = "${by_phone} + ${in_person}"
bands = [{key = "low", label = "Low", to = 3}, {key = "high", label = "High", from = 4}]

[[items]]
key = "born"
kind = "date"
precision = "year"
label = "In which year were you born?"
constraint = "date(concat(., '-01-01')) < today()"

[[items]]
key = "visited"
kind = "date"
label = "When was the last visit?"
relevant = "${born} != '' and number(${born}) < 2010"

[[items]]
key = "weight"
kind = "decimal"
label = "How many hours a week?"
minimum = 0
maximum = 168.0

[[items]]
key = "how_many"
kind = "integer"
label = "How many children live with you?"
minimum = 0
maximum = 10

[[items]]
key = "kid_age"
kind = "integer"
repeat = "children"
label = "How old is this child?"
maximum = 25

[[items]]
key = "school"
kind = "select_one"
repeat = "children"
label = "Does this child go to school?"
relevant = "${kid_age} > 5 and position(..) < 3"
options = [{key = "yes", label = "Yes"}, {key = "no", label = "No"}]

[[items]]
key = "ages"
kind = "calculate"
label = ""
calculation = "sum(${kid_age})"

[[items]]
key = "visit_where"
kind = "text"
short = true
repeat = "visits"
label = "Where?"

[[items]]
key = "land"
kind = "select_one"
group = "about"
label = "Country"
options = [{key = "at", label = "Austria"}, {key = "de", label = "Germany"}]

[[items]]
key = "city"
kind = "select_one"
group = "about"
label = "City"
choice_filter = "country = ${land}"
options = [
  {key = "wien", label = "Wien", attributes = {country = "at"}},
  {key = "graz", label = "Graz", attributes = {country = "at"}},
  {key = "bonn", label = "Bonn", attributes = {country = "de"}},
]

[[items]]
key = "wish"
kind = "text"
label = "You said ${asked}. What would help?"
maximum = 60

[[items]]
key = "bye"
kind = "note"
label = "Thank you."
"""

EVERY_KIND = read_definition("every-kind.toml", MAIN)
