import pytest

from surveys.instruments.strict_toml import FileRefused, Place
from surveys.waves.plan_file import plan_of
from surveys.waves.reach.population_file import Figure, groups, read_population
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import PLAN

HEAD = "breakdown,group,people,source\n"
MODES = {
    "key": "travel",
    "label": "Travel",
    "item": "travel_how",
}
WHOLE = plan_of(Place("p"), PLAN | {"breakdowns": [*PLAN["breakdowns"], MODES]}, SMALL)


def test_a_file_is_read_line_by_line():
    text = HEAD + 'age,under_25,5200,"Census 2021, A1"\n\nage,from_25, 9000 ,Census\n'
    assert read_population("p.csv", text, WHOLE) == [
        Figure("age", "under_25", 5200, "Census 2021, A1"),
        Figure("age", "from_25", 9000, "Census"),
    ]


def test_a_declared_non_answer_is_no_group_of_people():
    assert ("travel", "does_not_apply") not in groups(WHOLE)
    assert ("travel", "agree") in groups(WHOLE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1: The columns must be breakdown,group,people,source."),
        ("group,people\n", "line 1: The columns must be"),
        (HEAD, "There is no figure in this file."),
        (HEAD + "age,under_25,5\n", "line 2: There must be four values."),
        (HEAD + "age,old,5,Census\n", "line 2: The plan has no such group."),
        (HEAD + "size,under_25,5,Census\n", "line 2: The plan has no such group."),
        (HEAD + "age,under_25,-5,Census\n", "line 2: The number of people must be"),
        (HEAD + "age,under_25,5.5,Census\n", "line 2: The number of people must be"),
        (HEAD + "age,under_25,9999999999,C\n", "line 2: The number of people must be"),
        (HEAD + "age,under_25,5, \n", "line 2: The source is missing"),
        (HEAD + f"age,under_25,5,{'s' * 201}\n", "line 2: The source is missing"),
        (HEAD + "age,under_25,5,C\n" * 2, "line 3: This group stands there twice."),
    ],
)
def test_what_does_not_hold_is_refused_with_its_line(text, reason):
    with pytest.raises(FileRefused, match=reason.replace(".", r"\.")):
        read_population("p.csv", text, WHOLE)
