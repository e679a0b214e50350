import pytest

from core.errors import Invalid
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.planning.forms import refused_field


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("tables.2.item", "tables"),
        ("breakdowns.1.item", "breakdowns"),
        ("title", "title"),
        ("method.sponsor", "sponsor"),
        ("disclosure.cell", "tables"),
        ("", "tables"),
    ],
)
def test_a_refused_plan_is_said_at_the_field_that_it_is_about(web, key, field):
    with web.test_request_context():
        name, words = refused_field(FileRefused("new", key, "A1 stands there twice."))
    assert (name, words) == (field, "The plan does not hold: A1 stands there twice.")


def test_a_refusal_names_the_question(web):
    with web.test_request_context():
        name, words = refused_field(Invalid("counters.not_counted", key="A1"))
    assert name == "tables"
    assert words.endswith("no table shows: A1.")
