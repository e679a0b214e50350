import pytest
from markupsafe import Markup

from core.stacked_rows import MOST_BESIDE, MOST_LETTERS, is_wide, labelled

COLUMNS = ["Group", "Share", Markup('<span lang="en">Points &amp; all</span>'), ""]


def test_each_cell_but_the_first_is_named_after_its_column():
    row = (
        '<tr><th scope="row">To</th><td class="number">4</td><td>5</td><td>6</td></tr>'
    )
    assert labelled(row, COLUMNS) == (
        '<tr><th scope="row">To</th><td data-label="Share" class="number">4</td>'
        '<td data-label="Points &amp; all">5</td><td>6</td></tr>'
    )


@pytest.mark.parametrize(
    "row",
    [
        '<tr><th scope="rowgroup" colspan="4"><b>Age</b></th></tr>',
        '<tr><th scope="row">Town</th><td colspan="3">not shown</td></tr>',
        "",
    ],
)
def test_a_cell_that_spans_the_others_is_named_after_none(row):
    assert labelled(row, COLUMNS) == row


def test_each_row_begins_anew():
    row = "<tr>\n<th>a</th>\n<td>1</td></tr>\n"
    assert labelled(row * 2, ["", "Share"]).count('data-label="Share"') == 2


def test_a_name_cannot_leave_its_place():
    row = "<tr><th>a</th><td>1</td></tr>"
    assert 'data-label="&lt;b&gt; &#34;"' in labelled(row, ["", '<b> "'])


@pytest.mark.parametrize("more", [0, 1])
def test_few_columns_with_long_names_are_as_wide_as_many(more):
    names = ["Survey", Markup("<b>{}</b>").format("x" * (MOST_LETTERS - 6 + more))]
    assert is_wide(names) is bool(more)


@pytest.mark.parametrize("more", [0, 1])
def test_a_table_of_many_columns_is_stacked(web, more):
    columns = [f"Column {number}" for number in range(MOST_BESIDE + more)]
    with web.test_request_context("/"):
        page = web.jinja_env.from_string(
            '{% from "ui/table.html" import table %}{{ table("Share", columns, rows) }}'
        ).render(columns=columns, rows=[["Town", *columns[1:]]])
    assert ('class="stacks"' in page) is bool(more)
    assert page.count("data-label=") == more * MOST_BESIDE
