import pytest

from core.errors import Invalid
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.planning.forms import WaveForm, refused_field
from tests.surveys.instruments.small import SMALL


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


def test_a_question_that_is_marked_sensitive_says_so_where_it_is_chosen(web):
    with web.test_request_context():
        form = WaveForm(formdata=None).offer(SMALL)
        named = {each.value: str(each.label) for each in form.tables.choices}
    sensitive = {key for key, item in SMALL.by_key.items() if item.sensitive}
    assert sensitive & set(named)
    for key, words in named.items():
        assert words.endswith(" (sensitive)") is (key in sensitive)
