"""An instrument with every kind of question, and answers to all of it."""

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up

QUESTIONS = """
[[groups]]
key = "visits"
label = "How were your visits?"
matrix = true

[[repeats]]
key = "children"
label = "Child"
at_most = 3
another = "Is there another child?"
yes = "Yes"
no = "No"

[lists.often]
options = [
  {key = "never", label = "Never"},
  {key = "some", label = "Sometimes"},
  {key = "always", label = "Always"},
  {key = "rather_not", label = "I prefer not to say", missing = true},
]

[[items]]
key = "country"
kind = "select_one"
label = "Where do you live?"
options = [{key = "north", label = "North & east"}, {key = "south", label = "South"}]

[[items]]
key = "town"
kind = "select_one"
label = "Which town in ${country}?"
choice_filter = "area = ${country}"
options = [
  {key = "a", label = "Alder", attributes = {area = "north"}},
  {key = "b", label = "Birch", attributes = {area = "north"}},
  {key = "c", label = "Cedar", attributes = {area = "south"}},
]

[[items]]
key = "ways"
kind = "select_multiple"
label = "How do you get there?"
random_order = true
options = [
  {key = "bus", label = "By bus"},
  {key = "walk", label = "On foot"},
  {key = "bike", label = "By bike"},
  {key = "car", label = "By car"},
  {key = "other", label = "Another way"},
  {key = "none", label = "I do not go", exclusive = true},
]

[[items]]
key = "doctor"
kind = "scale"
label = "Were you listened to at the doctor's?"
group = "visits"
list = "often"

[[items]]
key = "office"
kind = "scale"
label = "Were you listened to at the office?"
group = "visits"
list = "often"

[[items]]
key = "first"
kind = "rank"
label = "What should come first?"
hint = "Think of next year."
options = [
  {key = "bus", label = "More buses"},
  {key = "room", label = "A warm room"},
  {key = "phone", label = "A phone line"},
  {key = "rather_not", label = "I prefer not to say", missing = true},
]

[[items]]
key = "trips"
kind = "integer"
label = "How many trips a month?"
minimum = 0
maximum = 60
default = 4

[[items]]
key = "fare"
kind = "decimal"
label = "What does one trip cost?"
constraint = "${trips} = '' or . * ${trips} <= 500"
constraint_message = "With ${trips} trips this is more than 500 a month."

[[items]]
key = "yearly"
kind = "calculate"
label = "Cost of a year"
calculation = "${fare} * ${trips} * 12"

[[items]]
key = "dear"
kind = "note"
label = "That makes ${yearly} a year."
relevant = "${yearly} > 100"

[[items]]
key = "since"
kind = "date"
label = "Since when?"
precision = "month"

[[items]]
key = "last"
kind = "date"
label = "When was your last trip?"

[[items]]
key = "since_year"
kind = "date"
label = "Since which year do you live here?"
precision = "year"

[[items]]
key = "line"
kind = "text"
short = true
label = "Which bus line do you need?"

[[items]]
key = "name"
kind = "text"
short = true
label = "What do you call this child?"
repeat = "children"
maximum = 20
constraint = "regex(., '[A-Z].*')"

[[items]]
key = "age"
kind = "integer"
label = "How old is ${name}?"
repeat = "children"
minimum = 0
maximum = 17

[[items]]
key = "promise"
kind = "acknowledge"
label = "The answers are counted in spring."
required = true

[[items]]
key = "wish"
kind = "text"
label = "What would help most?"
relevant = {item = "office", options = ["never", "some"]}
"""

ARABIC = """
title = "كل أنواع الأسئلة"
[consent]
lines = ["من يسأل: المكتبة."]
agree = "أريد المشاركة."
[items.country]
label = "أين تسكن؟"
[items.country.options]
north = "الشمال"
[items.town]
label = "أي بلدة في ${country}؟"
"""

MAIN = made_up("kinds", "All kinds of question", QUESTIONS, languages=("en", "ar"))
KINDS = read_definition("kinds.toml", MAIN, {"kinds.ar.toml": ARABIC})

FIELDS = {
    "country": {"q.country": "north"},
    "town": {"q.town": "b"},
    "ways": {"q.ways": ["bus", "walk"]},
    "doctor": {"q.doctor": "always"},
    "office": {"q.office": "some"},
    "first": {"q.first~room": "1", "q.first~bus": "3", "q.first~phone": "2"},
    "trips": {"q.trips": "١٠"},
    "fare": {"q.fare": "2,5"},
    "since": {"q.since~month": "3", "q.since~year": "2021"},
    "last": {"q.last~day": "7", "q.last~month": "11", "q.last~year": "2025"},
    "since_year": {"q.since_year~year": "1998"},
    "line": {"q.line": "The night bus"},
    "name_1": {"q.name_1": "Robin <b>"},
    "age_1": {"q.age_1": "6"},
    "children_another_2": {"q.children_another_2": "yes"},
    "name_2": {"q.name_2": "Kim"},
    "age_2": {"q.age_2": "0"},
    "children_another_3": {"q.children_another_3": "no"},
    "promise": {"q.promise": "yes"},
    "wish": {"q.wish": "A bench"},
}
"""What is typed and ticked on the page of each question."""

STORED = {
    "country": "north",
    "town": "b",
    "ways": ["bus", "walk"],
    "doctor": "always",
    "office": "some",
    "first": ["room", "phone", "bus"],
    "trips": 10,
    "fare": 2.5,
    "yearly": 300,
    "since": "2021-03",
    "last": "2025-11-07",
    "since_year": "1998",
    "line": "The night bus",
    "name_1": "Robin <b>",
    "age_1": 6,
    "children_another_2": "yes",
    "name_2": "Kim",
    "age_2": 0,
    "children_another_3": "no",
    "promise": "yes",
    "wish": "A bench",
}
