"""The rules that every page keeps, each a function from a page to its complaints."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from core.settings import LANGUAGES

RIGHT_TO_LEFT = {"ar"}
UNLABELLED = {"hidden", "submit", "button", "image"}
SURVEY_SCRIPTS = "/static/survey/"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
Attributes = dict[str, str | None]


@dataclass
class Element:
    """One element of a page, with the text inside it."""

    tag: str
    attributes: Attributes
    text: str = ""

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def __str__(self) -> str:
        return f"<{self.tag} {self.attributes}>{self.text.strip()[:40]}"


@dataclass
class Page:
    """A page as it was sent: what the rules read."""

    path: str
    headers: Mapping[str, str]
    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def links(self) -> set[str]:
        return {urlsplit(link.get("href") or "").path for link in self.all("a")}

    @property
    def title(self) -> str:
        return next((title.text.strip() for title in self.all("title")), "")


class _Reader(HTMLParser):
    def __init__(self, page: Page, html: str) -> None:
        super().__init__()
        self.page = page
        self.open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        drawn = any(each.tag == "svg" for each in self.open)
        element = Element(f"svg:{tag}" if drawn else tag, dict(attrs))
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag.removeprefix("svg:") != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(path: str, html: str, headers: Mapping[str, str] | None = None) -> Page:
    """Return a page's elements in order."""
    page = Page(path, headers or {})
    _Reader(page, html)
    return page


def complaints(page: Page) -> list[str]:
    """Return what is wrong with a page; each rule below says one thing."""
    return [complaint for rule in RULES for complaint in rule(page)]


def _says_its_language_and_direction(page: Page) -> Iterator[str]:
    root = page.all("html")[0]
    language = root.get("lang")
    if language not in LANGUAGES:
        yield f"the page's language is {language!r}"
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    if root.get("dir") != direction:
        yield f"dir is {root.get('dir')!r}, not {direction!r}"


def _has_one_first_heading_and_no_gap_below(page: Page) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for above, below in zip([0, *levels], levels, strict=False):
        if below > above + 1:
            yield f"a heading of level {below} under one of level {above}"


def _is_named_and_has_landmarks(page: Page) -> Iterator[str]:
    if not page.title:
        yield "no title"
    for landmark in ("main", "header", "footer"):
        if not page.all(landmark):
            yield f"no <{landmark}>"
    if not any(meta.get("name") == "viewport" for meta in page.all("meta")):
        yield "no viewport"


def _skips_to_its_content_first(page: Page) -> Iterator[str]:
    first = next(iter(page.all("a")), None)
    target = (first.get("href") or "") if first else ""
    if not target.startswith("#") or target[1:] not in _ids(page):
        yield "the first link does not skip to the content"


def _offers_help_and_a_way_out(page: Page) -> Iterator[str]:
    ways = page.links() | {form.get("action") for form in page.all("form")}
    for way in ("/help", "/exit"):
        if way not in ways:
            yield f"no way to {way}"


def _labels_every_control(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    for control in page.all("input", "select", "textarea"):
        if control.get("type") in UNLABELLED:
            continue
        if control.get("id") not in labelled and not control.get("aria-labelledby"):
            yield f"no label: {control}"
    yield from (
        f"empty: {each}"
        for each in page.all("button", "label", "legend", "th", "caption")
        if not each.text.strip() and not each.get("aria-label")
    )


def _names_every_group_table_and_picture(page: Page) -> Iterator[str]:
    for outer, inner in (("fieldset", "legend"), ("table", "caption")):
        if len(page.all(outer)) > len(page.all(inner)):
            yield f"a <{outer}> without <{inner}>"
    for picture in page.all("img"):
        if picture.get("alt") is None:
            yield f"no alt: {picture}"
    for heading in page.all("th"):
        if heading.get("scope") not in {"row", "col", "rowgroup", "colgroup"}:
            yield f"no scope: {heading}"


def _says_what_a_drawing_is(page: Page) -> Iterator[str]:
    for drawing in page.all("svg"):
        if drawing.get("role") != "img" and drawing.get("aria-hidden") != "true":
            yield f"a drawing that is neither a picture nor hidden: {drawing}"


def _uses_each_id_once(page: Page) -> Iterator[str]:
    seen = _ids(page)
    for twice in sorted({each for each in seen if seen.count(each) > 1}):
        yield f"id {twice!r} is used twice"
    for each in page.elements:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            for target in (each.get(name) or "").split():
                if target not in seen:
                    yield f"{name} points to nothing: {each}"


def _ids(page: Page) -> list[str]:
    return [value for each in page.elements if (value := each.get("id"))]


def _has_nothing_inline(page: Page) -> Iterator[str]:
    for script in page.all("script"):
        if not script.get("src") and script.get("type") != "application/json":
            yield "a script inside the page"
    if page.all("style"):
        yield "a stylesheet inside the page"
    for each in page.elements:
        if "style" in each.attributes:
            yield f"style inside a tag: {each}"
        if any(name.startswith("on") for name in each.attributes):
            yield f"a handler inside a tag: {each}"


def _loads_from_nobody_else(page: Page) -> Iterator[str]:
    for each in page.all("script", "link", "img", "iframe", "form", "source", "use"):
        for name in ("src", "href", "action"):
            address = urlsplit(each.get(name) or "")
            own = each.get("rel") in {"canonical", "alternate"}
            if (address.netloc or address.scheme) and not own:
                yield f"reaches elsewhere: {each}"


def _says_what_may_load(page: Page) -> Iterator[str]:
    policy = page.headers.get("Content-Security-Policy", "")
    for part in POLICY:
        if part not in policy:
            yield f"the policy lacks {part}"
    if "unsafe" in policy:
        yield "the policy allows what is unsafe"
    for name in ("Referrer-Policy", "X-Content-Type-Options"):
        if not page.headers.get(name):
            yield f"no {name}"


def _keeps_nothing_of_somebody_who_answers(page: Page) -> Iterator[str]:
    if not page.path.startswith("/s/"):
        return
    if page.headers.get("Set-Cookie"):
        yield "a cookie on a page for answering"
    if "no-store" not in page.headers.get("Cache-Control", ""):
        yield "a page for answering may be stored"
    for form in page.all("form"):
        if form.get("action") != "/exit" and form.get("autocomplete") != "off":
            yield "a form for answering remembers"
    for script in page.all("script"):
        if not (script.get("src") or SURVEY_SCRIPTS).startswith(SURVEY_SCRIPTS):
            yield f"a script of another room on a page for answering: {script}"


def _has_a_neutral_title(page: Page) -> Iterator[str]:
    for word in ("mental", "suicid", "depress", "psych"):
        if word in page.title.lower() or word in page.path.lower():
            yield f"the title or address names what it is about: {page.title}"


Rule = Callable[[Page], Iterator[str]]
RULES: tuple[Rule, ...] = (
    _says_its_language_and_direction,
    _has_one_first_heading_and_no_gap_below,
    _is_named_and_has_landmarks,
    _skips_to_its_content_first,
    _offers_help_and_a_way_out,
    _labels_every_control,
    _names_every_group_table_and_picture,
    _says_what_a_drawing_is,
    _uses_each_id_once,
    _has_nothing_inline,
    _loads_from_nobody_else,
    _says_what_may_load,
    _keeps_nothing_of_somebody_who_answers,
    _has_a_neutral_title,
)
