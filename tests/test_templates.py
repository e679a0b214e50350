"""The rules of templates: every word translated, nothing inline, nothing trusted."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"

each_template = pytest.mark.parametrize(
    "path",
    sorted(TEMPLATES.rglob("*.html")),
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)


class _Words(HTMLParser):
    """Collects what a template says in plain text."""

    SAYING = frozenset({"alt", "title", "aria-label", "placeholder", "content"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.said += [
            value
            for name, value in attrs
            if value and name in self.SAYING and tag != "meta"
        ]

    def handle_data(self, data):
        self.said.append(data)


def markup(path: Path) -> str:
    """A template without what Jinja fills in or does."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%-?\s*set \w+\s*-?%}.*?{%-?\s*endset", "{%", text, flags=re.DOTALL)
    text = re.sub(r"<(code|pre)\b.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"{{.*?}}", "", text, flags=re.DOTALL)
    return re.sub(r"{%.*?%}", "", text, flags=re.DOTALL)


@each_template
def test_a_template_says_nothing_untranslated(path):
    said = (re.sub(r'[\w-]+="[^"]*"', "", each) for each in _Words(markup(path)).said)
    words = [word.strip() for word in said]

    assert not [word for word in words if re.search(r"[^\W\d_]{2,}", word)]


@each_template
def test_a_template_has_nothing_inline_and_trusts_no_string(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*(\ssrc=|application/json))", text)
    assert not re.search(r"\|\s*safe\b|autoescape false", text)


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "ui").glob("*.html")), ids=lambda p: p.stem
)
def test_a_component_has_a_small_file_of_its_own(path):
    """Macros in one file are one component and its variants, as a button and a link."""
    text = path.read_text(encoding="utf-8")

    assert text.startswith("{# ")
    assert len(re.findall(r"{%-?\s*macro (?!_)", text)) <= 3
    assert len(text.splitlines()) <= 80
