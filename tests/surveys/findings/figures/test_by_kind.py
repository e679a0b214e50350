import pytest

from surveys.findings.figures.by_kind import figures_of
from surveys.findings.figures.scales import Scale
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.figures.ticks import Ticks
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Band, Option
from tests.surveys.findings.bodies import SILENT, body, column, row

WORDS = ("never", "sometimes", "often")
SCALE = Item("A3", Kind.SCALE, {}, options=tuple(Option(key, {}) for key in WORDS))
AGE = Item(
    "age", Kind.INTEGER, {}, bands=(Band("low", {}, 0, 9), Band("high", {}, 10, 19))
)
COLUMNS = [*(column(key) for key in WORDS), SILENT]


def table(kind, columns=COLUMNS):
    return body(
        columns,
        row("", 60, 20, 20, 15, 5, answered=55),
        row("town", 40, 15, 15, 5, 5, answered=35),
        row("rural", None, None, None, None, None),
        row("+", 20, 5, 5, 10, 0, answered=20),
        kind=kind,
    )


def test_a_scale_has_a_mean_in_every_row_that_is_shown():
    everybody, town, rural = figures_of(table("scale"), SCALE)

    assert isinstance(everybody.figure, Scale)
    assert everybody.figure.mean.mean == pytest.approx((20 + 40 + 45) / 55)
    assert (town.group, town.figure.base) == ("town", 35)
    assert rural.figure == NotGiven(WhyNot.HIDDEN)


def test_a_number_has_its_quartiles():
    columns = [column("low"), column("high"), SILENT]
    found = figures_of(body(columns, row("", 45, 20, 20, 5), kind="integer"), AGE)

    assert [each.at.value for each in found[0].figure] == [5, 10, 15]
    assert [each.p for each in found[0].figure] == [0.25, 0.5, 0.75]


def test_a_number_whose_band_is_hidden_has_none():
    columns = [column("low"), column("high"), SILENT]
    found = figures_of(body(columns, row("", 45, 20, None, 5), kind="integer"), AGE)

    assert found[0].figure == NotGiven(WhyNot.HIDDEN)


def test_several_answers_are_per_person_and_per_answer():
    several = Item("A3", Kind.SELECT_MULTIPLE, {}, options=SCALE.options)

    everybody, *_ = figures_of(table("select_multiple"), several)

    assert isinstance(everybody.figure, Ticks)
    assert everybody.figure.ticks == 55


def test_a_choice_of_one_has_no_mean_whatever_its_codes_look_like():
    codes = Item("A3", Kind.SELECT_ONE, {}, options=(Option("1", {}), Option("2", {})))
    numbered = body([column("1"), column("2")], row("", 9, 4, 5))

    assert figures_of(numbered, codes) == ()
