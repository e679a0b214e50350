import pytest

from accounts.oversight.whole_number import whole_number
from core.errors import Invalid


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("9", 9), ("007", 7)])
def test_a_number_within_its_bounds_is_taken(text, number):
    assert whole_number(text, name="leaf", least=0, most=9) == number


def test_nothing_means_the_default_where_there_is_one():
    assert whole_number(None, name="to", least=0, most=9, default=0) == 0


@pytest.mark.parametrize(
    "text", [None, "", " 1", "-1", "10", "1.0", "1e0", "٣", "²", "9" * 5000]
)
def test_everything_else_is_refused_with_its_name_and_bounds(text):
    with pytest.raises(Invalid) as refusal:
        whole_number(text, name="leaf", least=0, most=9)
    assert refusal.value.code == "log.number"
    assert refusal.value.facts == {"name": "leaf", "least": 0, "most": 9}
