"""Options, headings and bands as lines: what is written is read again as it was."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import Invalid
from surveys.instruments.editing import lines
from surveys.instruments.options import Band, Merge, Option
from surveys.instruments.questionnaire import Group

key = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,8}", fullmatch=True)
words = (
    st.text(st.characters(exclude_categories=("C",), exclude_characters="\\"))
    .map(str.strip)
    .filter(bool)
)
label = words.map(lambda said: {"en": said})
attributes = st.dictionaries(
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,5}", fullmatch=True), key, max_size=2
)
options = st.lists(
    st.builds(Option, key, label, st.booleans(), st.booleans(), attributes), max_size=5
)
ends = st.none() | st.integers(-999, 999)


@given(options)
def test_options_come_back_as_they_were_written(found):
    typed = lines.options_text(found, "en")
    assert lines.options_of(typed, "en") == tuple(found)


@given(st.lists(st.builds(Group, key, label, st.booleans()), max_size=4))
def test_headings_come_back_as_they_were_written(found):
    assert lines.groups_of(lines.groups_text(found, "en"), "en") == tuple(found)


@given(st.lists(st.builds(Band, key, label, ends, ends), max_size=4))
def test_bands_come_back_as_they_were_written(found):
    assert lines.bands_of(lines.bands_text(found, "en"), "en") == tuple(found)


members = st.lists(key, min_size=1, max_size=2, unique=True).map(tuple)
levels = st.lists(
    st.lists(
        st.builds(Merge, key, label, members),
        min_size=1,
        max_size=3,
        unique_by=lambda merge: merge.members[0],
    ).map(tuple),
    max_size=3,
)


@given(levels)
def test_merges_come_back_as_they_were_written(found):
    known = {name for level in found for merge in level for name in merge.members}
    assume(all(_each_once(level) for level in found))
    typed = lines.merges_text(found, "en")
    assert lines.merges_of(typed, "en", known) == tuple(found)


def _each_once(level):
    named = [name for merge in level for name in merge.members]
    return len(named) == len(set(named))


def test_an_empty_line_begins_a_coarser_step():
    typed = "\nu25 | Under 25 | a, b\nold | Old | c,d\n\n\nall | All | a, b, c"
    fine, coarse = lines.merges_of(typed, "en", "abcd")
    assert [(each.key, each.members) for each in fine] == [
        ("u25", ("a", "b")),
        ("old", ("c", "d")),
    ]
    assert [(each.key, each.members) for each in coarse] == [("all", ("a", "b", "c"))]


@pytest.mark.parametrize(
    ("typed", "code", "line"),
    [
        ("one | One", "lines.no_members", 1),
        ("one | One | , ", "lines.no_members", 1),
        ("one | One | a | b", "lines.no_members", 1),
        ("one | One | a\ntwo | Two | e", "lines.no_answer", 2),
        ("one | One | a\ntwo | Two | b, a", "lines.merged_twice", 2),
        ("one | One | a, a", "lines.merged_twice", 1),
        ("| One | a", "lines.half", 1),
    ],
)
def test_what_cannot_be_put_together_is_named_by_its_line(typed, code, line):
    with pytest.raises(Invalid) as caught:
        lines.merges_of(typed, "en", "abcd")
    assert (caught.value.code, caught.value.facts["line"]) == (code, line)


def test_an_option_without_a_key_gets_one_that_no_other_has():
    found = lines.options_of("Yes\nyes | Yes, often\nنعم\n\nلا", "en")
    assert [each.key for each in found] == ["yes_2", "yes", "option", "option_2"]


def test_marks_say_what_stands_alone_and_what_is_no_answer():
    (none, rather_not, sweden) = lines.options_of(
        "none | None | alone\nno | Rather not | missing\nse | Sweden | country = se",
        "en",
    )
    assert (none.exclusive, none.missing) == (True, False)
    assert (rather_not.exclusive, rather_not.missing) == (False, True)
    assert sweden.attributes == {"country": "se"}


def test_a_bar_and_a_new_line_can_stand_in_a_text():
    (found,) = lines.options_of(r"both | One \| other\nor neither", "en")
    assert found.label == {"en": "One | other\nor neither"}


@pytest.mark.parametrize(
    ("read", "typed", "code", "line"),
    [
        (lines.options_of, "yes | Yes\n| No", "lines.half", 2),
        (lines.options_of, "yes |", "lines.half", 1),
        (lines.options_of, "yes | Yes | ?", "lines.mark", 1),
        (lines.groups_of, "\na | A | big", "lines.mark", 2),
        (lines.bands_of, "young | Young", "lines.no_range", 1),
        (lines.bands_of, "young | Young | 1-24", "lines.no_range", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named(read, typed, code, line):
    with pytest.raises(Invalid) as caught:
        read(typed, "en")
    assert caught.value.code == code
    assert caught.value.facts["line"] == line


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" 18 ", 18), ("0,5", 0.5), ("-3", -3), ("2.0", 2)],
)
def test_a_number_is_read_as_people_write_it(typed, number):
    assert lines.number(typed) == number


@pytest.mark.parametrize("typed", ["many", "1e9", "nan", "12345678901", "1.5.2"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Invalid):
        lines.number(typed)


def test_a_mark_behind_words_alone_is_no_words():
    (option,) = lines.options_of("Prefer not to say | missing", "en")
    assert (option.label, option.missing) == ({"en": "Prefer not to say"}, True)
