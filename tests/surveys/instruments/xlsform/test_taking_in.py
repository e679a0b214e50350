import pytest

from surveys.instruments.kinds import Kind, Precision
from surveys.instruments.options import Option, Relevant
from surveys.instruments.questionnaire import Group
from surveys.instruments.xlsform.remarks import Reason
from tests.surveys.instruments.xlsform.books import instrument, said, taken

YES_NO = """
| list_name | name | label |
| yn        | yes  | Yes   |
| yn        | no   | No    |
"""


def only(survey: str, choices: str = YES_NO, settings: str = ""):
    """Return the last item of a sheet."""
    return instrument(survey, choices, settings).items[-1]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("text", Kind.TEXT),
        ("string", Kind.TEXT),
        ("integer", Kind.INTEGER),
        ("int", Kind.INTEGER),
        ("decimal", Kind.DECIMAL),
        ("date", Kind.DATE),
        ("acknowledge", Kind.ACKNOWLEDGE),
        ("trigger", Kind.ACKNOWLEDGE),
        ("select_one yn", Kind.SELECT_ONE),
        ("select one yn", Kind.SELECT_ONE),
        ("select one from yn", Kind.SELECT_ONE),
        ("select1 yn", Kind.SELECT_ONE),
        ("select_multiple yn", Kind.SELECT_MULTIPLE),
        ("select all that apply from yn", Kind.SELECT_MULTIPLE),
        ("rank yn", Kind.RANK),
    ],
)
def test_a_type_becomes_the_kind_of_that_name(written, kind):
    item = only(f"| type | name | label |\n| {written} | a | What? |")
    assert item.kind is kind
    assert item.label == {"en": "What?"}
    assert bool(item.options) == written.endswith("yn")


def test_an_empty_calculation_column_and_a_note_need_nothing_else():
    made = instrument(
        """
        | type      | name | label          | calculation |
        | integer   | age  | How old?       |             |
        | calculate | next |                | ${age} + 1  |
        | note      | bye  | Next: ${next}. |             |
        """
    )
    assert [item.kind for item in made.items[1:]] == [Kind.CALCULATE, Kind.NOTE]
    assert made.items[1].calculation == ["+", ["item", "age"], 1]
    assert made.complete({"age": 4}) == {"age": 4, "next": 5}


@pytest.mark.parametrize(
    "written",
    [
        "start",
        "end",
        "today",
        "deviceid",
        "uri:deviceid",
        "username",
        "audit",
        "email",
        "phonenumber",
        "start-geopoint",
        "background-audio",
        "phone number",
    ],
)
def test_what_would_tell_who_answers_is_left_out_and_said(written):
    found = taken(
        f"""
        | type      | name | label |
        | {written} | who  |       |
        | text      | a    | What? |
        """
    )
    assert [item.key for item in found.instrument.items] == ["a"]
    assert said(found.warnings) == [("survey, row 2", Reason.TELLS_WHO)]


@pytest.mark.parametrize(
    "written",
    [
        "geopoint",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "time",
        "dateTime",
        "select_one_from_file a.csv",
        "something new",
    ],
)
def test_what_cannot_be_asked_is_kept_as_a_note(written):
    found = taken(
        f"""
        | type      | name | label       |
        | {written} | odd  | Please do.  |
        | text      | a    | What?       |
        """
    )
    odd = found.instrument.items[0]
    assert (odd.key, odd.kind, odd.label) == ("odd", Kind.NOTE, {"en": "Please do."})
    assert said(found.warnings) == [("survey, row 2", Reason.KEPT_AS_NOTE)]


def test_what_cannot_be_asked_and_has_no_words_is_left_out():
    found = taken(
        """
        | type   | name | label |
        | hidden | h    |       |
        | note   | n    |       |
        | text   | a    | What? |
        """
    )
    assert said(found.warnings) == [
        ("survey, row 2", Reason.LEFT_OUT),
        ("survey, row 3", Reason.NO_WORDS),
    ]


def test_or_other_becomes_an_option_and_a_text():
    made = instrument(
        """
        | type                        | name | label  | relevant     |
        | integer                     | age  | Age?   |              |
        | select_multiple yn or_other | what | Which? | ${age} > 17  |
        """,
        YES_NO,
    )
    _age, what, other = made.items
    assert what.options[-1] == Option("other", {"en": "Something else"})
    assert (other.key, other.kind, other.short) == ("what_other", Kind.TEXT, True)
    assert other.relevant == (Relevant("what", frozenset({"other"})),)
    asked = [item.key for item in made.asked({"age": 20, "what": ["other"]})]
    assert asked == ["age", "what", "what_other"]
    assert [each.key for each in made.asked({"age": 9})] == ["age"]


def test_or_other_adds_nothing_that_is_there_already():
    made = instrument(
        """
        | type                   | name    | label |
        | select_one yn or_other | a       | Which? |
        | text                   | a_other | Own words |
        """,
        YES_NO + "| yn | other | Anything else |",
    )
    assert [item.key for item in made.items] == ["a", "a_other"]
    assert made.items[0].options[-1].label == {"en": "Anything else"}
    assert made.items[1].label == {"en": "Own words"}


@pytest.mark.parametrize(
    ("parameters", "kind", "keys", "bounds"),
    [
        ("start=1 end=5 step=1", Kind.SCALE, "1 2 3 4 5", (None, None)),
        ("start=0, end=10, step=5", Kind.SCALE, "0 5 10", (None, None)),
        ("", Kind.SCALE, "1 2 3 4 5 6 7 8 9 10", (None, None)),
        ("start=0 end=100", Kind.INTEGER, "", (0, 100)),
        ("start=-2 end=2", Kind.INTEGER, "", (-2, 2)),
        ("start=0 end=1 step=0.1", Kind.DECIMAL, "", (0, 1)),
        ("start=5 end=1 step=-1", Kind.INTEGER, "", (1, 5)),
        ("start=now end=then", Kind.INTEGER, "", (1, 1)),
        ("start=1 end=5 step=0", Kind.INTEGER, "", (1, 5)),
    ],
)
def test_a_range_is_a_scale_of_few_points_or_a_number(parameters, kind, keys, bounds):
    item = only(
        f"""
        | type  | name | label | parameters   |
        | range | a    | How?  | {parameters} |
        """
    )
    assert (item.kind, " ".join(item.option_keys)) == (kind, keys)
    assert (item.minimum, item.maximum) == bounds


@pytest.mark.parametrize(
    ("written", "appearance", "field", "value"),
    [
        ("text", "multiline", "short", False),
        ("text", "", "short", True),
        ("date", "year", "precision", Precision.YEAR),
        ("date", "month-year", "precision", Precision.MONTH),
        ("date", "no-calendar", "precision", Precision.DAY),
        ("select_one yn", "likert", "kind", Kind.SCALE),
        ("select_one yn", "minimal", "kind", Kind.SELECT_ONE),
    ],
)
def test_an_appearance_may_say_what_an_answer_is(written, appearance, field, value):
    item = only(
        f"""
        | type      | name | label | appearance   |
        | {written} | a    | What? | {appearance} |
        """
    )
    assert getattr(item, field) == value


def test_groups_have_headings_and_hand_their_conditions_on():
    made = instrument(
        """
        | type          | name  | label    | relevant      | appearance |
        | select_one yn | asked | Asked?   |               |            |
        | begin group   | outer | Outer    | ${asked}='yes' |           |
        | integer       | age   | Age?     |               |            |
        | begin_group   | plain |          | ${age} > 3    | field-list |
        | text          | a     | A?       | ${age} < 9    |            |
        | end_group     |       |          |               |            |
        | begin_group   | inner | Inner    |               |            |
        | text          | b     | B?       |               |            |
        | end_group     |       |          |               |            |
        | end group     |       |          |               |            |
        | text          | c     | C?       |               |            |
        """,
        YES_NO,
    )
    assert made.groups == (
        Group("outer", {"en": "Outer"}),
        Group("inner", {"en": "Inner"}),
    )
    asked, age, a, b, c = made.items
    assert [item.group for item in made.items] == [
        None,
        "outer",
        "outer",
        "inner",
        None,
    ]
    rule = Relevant("asked", frozenset({"yes"}))
    assert [age.relevant, a.relevant, b.relevant] == [(rule,)] * 3
    assert a.when == ["and", [">", ["item", "age"], 3], ["<", ["item", "age"], 9]]
    assert (asked.condition, c.condition) == (None, None)


@pytest.mark.parametrize(
    ("frame", "head", "row"),
    [("table-list", "", ""), ("field-list", "label", "list-nolabel")],
)
def test_a_table_of_questions_is_a_matrix(frame, head, row):
    made = instrument(
        f"""
        | type          | name | label    | appearance |
        | begin_group   | g    | How was… | {frame}    |
        | select_one yn | head | …        | {head}     |
        | select_one yn | a    | The room | {row}      |
        | end_group     |      |          |            |
        """,
        YES_NO,
    )
    assert made.groups == (Group("g", {"en": "How was…"}, matrix=True),)
    kinds = {item.key: item.kind for item in made.items}
    assert kinds["a"] is Kind.SELECT_ONE
    assert kinds["head"] is (Kind.NOTE if head else Kind.SELECT_ONE)


def test_a_repeat_is_asked_so_often_or_asked_about():
    made = instrument(
        """
        | type         | name  | label    | repeat_count | relevant |
        | integer      | n     | How many |              |          |
        | begin_repeat | kids  | Children | ${n}         |          |
        | integer      | age   | Age?     |              |          |
        | text         | toy   | Toy?     |              | ${age} < 9 |
        | end_repeat   |       |          |              |          |
        | begin_repeat | trips | Trips    |              |          |
        | text         | where | Where?   |              |          |
        | end_repeat   |       |          |              |          |
        | begin_repeat | two   | Two      | 2            |          |
        | text         | each  | Each?    |              |          |
        | end_repeat   |       |          |              |          |
        | integer      | sum   | All ages |              | sum(${age}) > 10 |
        """
    )
    kids, trips, two = made.repeats
    assert (kids.count, kids.at_most, kids.another) == (["item", "n"], 10, None)
    assert (trips.count, trips.another) == (None, {"en": "Is there one more?"})
    assert (two.count, two.at_most) == (2, 2)
    assert made.by_key["toy_2"].when[1] == [">=", ["item", "n"], 2]
    assert "age_2" in made.by_key["toy_2"].depends_on
    assert [item.key for item in made.asked({"n": 1, "age_1": 11})][-2:] == [
        "each_2",
        "sum",
    ]


def test_rounds_that_would_be_too_many_are_cut_and_said():
    found = taken(
        """
        | type         | name | label | repeat_count |
        | begin_repeat | r    | R     | 500          |
        | text         | a    | A?    |              |
        | end_repeat   |      |       |              |
        """
    )
    assert found.instrument.repeats[0].at_most == 20
    assert said(found.warnings) == [("survey, row 2", Reason.ROUNDS)]


def test_a_choice_filter_asks_what_the_choices_say_of_themselves():
    made = instrument(
        """
        | type           | name    | label | choice_filter     |
        | select_one land | land   | Land? |                   |
        | select_one city | city   | City? | land = ${land} and name != 'graz' |
        """,
        """
        | list_name | name | label | land |
        | land      | at   | AT    |      |
        | land      | de   | DE    |      |
        | city      | wien | Wien  | at   |
        | city      | graz | Graz  | at   |
        | city      | bonn | Bonn  | de   |
        """,
    )
    city = made.by_key["city"]
    assert [o.key for o in made.options_for(city, {"land": "at"})] == ["wien"]
    assert [o.key for o in made.options_for(city, {"land": "de"})] == ["bonn"]


def test_choices_may_stand_alone_or_be_no_answer():
    item = only(
        "| type | name | label |\n| select_multiple l | a | What? |",
        """
        | list_name | name | label             | missing | exclusive |
        | l         | a    | A                 |         |           |
        | l         | none | None of these     |         | yes       |
        | l         | no   | Prefer not to say | TRUE    |           |
        | l         | 99   | Don't know        |         |           |
        """,
    )
    assert item.alone == {"none", "no"}
    assert [option.missing for option in item.options] == [False, False, True, False]


def test_a_name_that_stands_twice_in_a_list_is_taken_once():
    found = taken(
        "| type | name | label |\n| select_one yn | a | What? |",
        YES_NO + "| yn | yes | Yes, again |",
        "| allow_choice_duplicates |\n| yes |",
    )
    (item,) = found.instrument.items
    assert [option.label["en"] for option in item.options] == ["Yes", "No"]
    assert said(found.warnings) == [("choices, row 4", Reason.CHOICE_TWICE)]


def test_names_that_do_not_fit_are_changed_everywhere():
    found = taken(
        """
        | type            | name | label         | relevant                   |
        | select_one l    | _1   | Who?          |                            |
        | text            | a    | Why ${_1}?    | selected(${_1}, 'größere') |
        """,
        """
        | list_name | name     | label |
        | l         | größere  | Big   |
        | l         | 小       | Small |
        """,
    )
    first, second = found.instrument.items
    assert first.key == "q_1"
    assert first.option_keys == ("grossere", "5c0f")
    assert second.relevant == (Relevant("q_1", frozenset({"grossere"})),)
    assert second.label == {"en": "Why ${q_1}?"}
    assert said(found.warnings) == [
        ("choices, row 2", Reason.RENAMED),
        ("choices, row 3", Reason.RENAMED),
        ("survey, row 2", Reason.RENAMED),
    ]


def test_names_that_would_become_the_same_stay_apart():
    found = taken(
        """
        | type         | name | label | relevant            |
        | select_one l | a    | Who?  |                     |
        | text         | b    | Why?  | ${a} = 'at home'    |
        | text         | c    | Why?  | ${a} = 'at  home!'  |
        """,
        """
        | list_name | name      | label |
        | l         | at home   | One   |
        | l         | at_home   | Two   |
        | l         | at  home! | Three |
        """,
    )
    first, second, third = found.instrument.items
    assert first.option_keys == ("at_home_2", "at_home", "at_home_3")
    assert second.relevant == (Relevant("a", frozenset({"at_home_2"})),)
    assert third.relevant == (Relevant("a", frozenset({"at_home_3"})),)
    assert Reason.CHOICE_TWICE not in {each.reason for each in found.warnings}


def test_a_constraint_has_its_message_and_a_header_may_have_its_old_name():
    item = only(
        """
        | type    | name | label | constraint | constraint_message | caption::de |
        | integer | a    | Age?  | . > 17     | Too young.         | Alter?      |
        """
    )
    assert item.constraint == [">", ["self"], 17]
    assert item.constraint_message == {"en": "Too young."}
    assert item.label == {"en": "Age?", "de": "Alter?"}


def test_hint_and_guidance_are_one_hint():
    item = only(
        """
        | type | name | label | hint | guidance_hint |
        | text | a | What? | A hint. | For helpers. |
        """
    )
    assert item.hint == {"en": "A hint.\nFor helpers."}


@pytest.mark.parametrize(
    ("written", "default", "kept"),
    [
        ("integer", "3", 3),
        ("decimal", "2.5", 2.5),
        ("text", "Austria", "Austria"),
        ("select_one yn", "no", "no"),
        ("date", "2020-02-01", "2020-02-01"),
        ("select_multiple yn", "yes no", "yes no"),
    ],
)
def test_a_default_is_an_answer(written, default, kept):
    item = only(
        f"| type | name | label | default |\n| {written} | a | What? | {default} |"
    )
    assert item.default == kept


@pytest.mark.parametrize(
    ("written", "default"),
    [
        ("integer", "many"),
        ("integer", "2.5"),
        ("date", "today()"),
        ("select_one yn", "perhaps"),
        ("text", "${b}"),
        ("note", "x"),
    ],
)
def test_a_default_that_is_no_answer_is_left_out_and_said(written, default):
    found = taken(
        f"""
        | type      | name | label | default   |
        | text      | b    | B?    |           |
        | {written} | a    | What? | {default} |
        """,
        YES_NO,
    )
    assert found.instrument.items[-1].default is None
    assert said(found.warnings) == [("survey, row 3", Reason.DEFAULT_LEFT_OUT)]


def test_a_question_with_a_calculation_is_worked_out():
    found = taken(
        """
        | type    | name | label | calculation |
        | integer | a    | A?    |             |
        | integer | b    | B?    | ${a} * 2    |
        """
    )
    assert found.instrument.items[1].kind is Kind.CALCULATE
    assert said(found.warnings) == [("survey, row 3", Reason.WORKED_OUT)]


def test_required_and_random_order_are_taken_over():
    item = only(
        """
        | type          | name | label | required | parameters                |
        | select_one yn | a    | What? | true()   | randomize=true, seed=42   |
        """
    )
    assert (item.required, item.random_order) == (True, True)


def test_a_condition_on_an_answer_that_there_is_not_never_holds():
    found = taken(
        """
        | type          | name | label | relevant                        |
        | select_one yn | a    | A?    |                                 |
        | text          | b    | B?    | selected(${a}, 'other')         |
        | text          | c    | C?    | ${a} = 'yes' or ${a} = 'maybe'  |
        | text          | d    | D?    | ${a} != 'maybe'                 |
        """,
        YES_NO,
    )
    made = found.instrument
    assert [item.key for item in made.asked({"a": "yes"})] == ["a", "c", "d"]
    assert said(found.warnings) == [
        (f"survey, row {row}", Reason.NEVER) for row in (3, 4, 5)
    ]


def test_a_condition_on_a_later_question_is_followed_all_the_same():
    made = instrument(
        """
        | type          | name | label | relevant     |
        | text          | b    | B?    | ${a} = 'yes' |
        | select_one yn | a    | A?    |              |
        """,
        YES_NO,
    )
    assert made.items[0].relevant == ()
    assert [item.key for item in made.asked({"a": "yes"})] == ["b", "a"]


def test_words_that_name_what_is_not_asked_lose_the_name():
    found = taken(
        """
        | type  | name  | label          |
        | today | today |                |
        | text  | a     | It is ${today} |
        """
    )
    assert found.instrument.items[0].label == {"en": "It is"}
    assert said(found.warnings)[1:] == [("survey, row 3", Reason.NAMES_NOBODY)]


def test_columns_that_are_not_used_are_said_once():
    found = taken(
        """
        | type | name | label | media::image | audio   | required_message |
        | text | a    | What? | a.png        | a.mp3   | Please!          |
        | text | b    | What? | b.png        |         |                  |
        """
    )
    unused = [each for each in found.warnings if each.reason is Reason.COLUMN_UNUSED]
    assert [dict(each.facts)["column"] for each in unused] == [
        "image",
        "audio",
        "requiredMsg",
    ]


def test_settings_name_the_questions_their_licence_and_language():
    made = instrument(
        "| type | name | label |\n| text | a | Was? |",
        "",
        """
        | form_title | form_id | default_language | licence | licence_url | may_modify |
        | Fragen | Meine Fragen | German (de) | CC0-1.0 | https://a.example/ | yes |
        """,
    )
    assert (made.slug, made.title) == ("meine-fragen", {"de": "Fragen"})
    assert made.languages == ("de",)
    assert (made.licence.name, made.licence.url) == ("CC0-1.0", "https://a.example/")
    assert (made.licence.may_redistribute, made.licence.may_modify) == (False, True)


def test_without_settings_a_form_is_its_owner_s_and_its_consent_has_blanks():
    found = taken("| type | name | label |\n| text | a | What? |")
    made = found.instrument
    assert (made.slug, made.title) == ("a-file", {"en": "a-file"})
    assert made.licence.name == "All rights reserved"
    assert (made.licence.may_redistribute, made.licence.may_modify) == (False, True)
    assert "[Name of the group]" in made.consent.lines["en"][0]
    assert [each.reason for each in found.warnings] == [Reason.CONSENT_IS_BLANK]


def test_a_row_that_asks_who_somebody_is_is_taken_in_and_named():
    found = taken(
        """
        | type          | name  | label::English (en) | label::Deutsch (de) |
        | text          | wish  | What would help?    | Was hilft?          |
        | text          | phone | How to reach you?   | Ihre Telefonnummer  |
        | select_one yn | told  | Is this your name?  | Heißen Sie so?      |
        """,
        YES_NO,
    )
    assert said(found.advice) == [("survey, row 3", Reason.ASKS_WHO)]
    assert found.advice[0].facts == {"words": "Telefonnummer"}
    assert [item.key for item in found.instrument.items] == ["wish", "phone", "told"]


def test_a_file_that_is_refused_is_not_advised_on():
    found = taken("| type | name | label |\n| select_one x | a | What is your name? |")
    assert found.faults
    assert found.advice == ()
