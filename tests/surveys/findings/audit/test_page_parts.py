"""What stands in a page, whether it is seen, read out or only in the source."""

import pytest

from surveys.findings.audit import page_parts as parts
from surveys.findings.audit.page_parts import choices_of, is_spoken

PAGE = """<p class="lead">7 <b>people</b></p><img alt="3 people" src="/x"><!-- 9 -->
<svg><title>A</title><rect width="4"/><text>5%</text></svg>
<script type="application/json">{"n": 8}</script>"""


@pytest.mark.parametrize(
    "part",
    [
        ("p", "7"),
        ("b", "people"),
        ("p@class", "lead"),
        ("img@alt", "3 people"),
        ("comment", "9"),
        ("rect@width", "4"),
        ("text", "5%"),
        ("script", '{"n": 8}'),
    ],
)
def test_every_text_and_every_attribute_has_its_place(part):
    assert part in parts.page_parts(PAGE)


def test_a_tag_that_nobody_closed_ends_with_the_one_around_it():
    found = parts.page_parts("<ul><li>1<li>2</ul>3<br>4")
    assert found == [("li", "1"), ("li", "2"), ("", "3"), ("", "4")]


def test_what_is_drawn_or_linked_is_not_spoken():
    assert [is_spoken(each) for each in ("p", "img@alt", "svg@aria-label")] == [
        True
    ] * 3
    assert not is_spoken("rect@width")


FORM = """<form method="get" action="/e"><select name="q"><option value="1">A</option>
<option value="2">B</option></select><select name="by"><option value="">-</option>
<option value="x y">C</option></select></form>"""


def test_every_choice_of_a_form_is_an_address():
    assert choices_of(FORM) == [
        "/e?q=1&by=",
        "/e?q=1&by=x+y",
        "/e?q=2&by=",
        "/e?q=2&by=x+y",
    ]


def test_a_form_that_sends_something_is_left_alone():
    assert choices_of(FORM.replace('"get"', '"post"')) == []
    assert choices_of('<form action="/e"><input name="q"></form>') == []


def test_a_form_with_too_many_choices_is_said():
    options = "".join(f'<option value="{each}">' for each in range(100))
    lists = "".join(f'<select name="{each}">{options}</select>' for each in "abc")
    with pytest.raises(ValueError, match="more choices"):
        choices_of(f'<form action="/e">{lists}</form>')
