"""What the tests of the editor ask of a draft and of its pages."""

from collections.abc import Iterator

from surveys.instruments.editing import queries
from tests.page_rules import Element, Page, read

DESK = "/desk/questions/drafts"


def draft(session, slug="small"):
    session.expire_all()
    return queries.draft_instrument(queries.draft(session, slug))


def revision(session, slug="small"):
    session.expire_all()
    return str(queries.draft(session, slug).revision)


def keys(session):
    return [item.key for item in draft(session).items]


def item(session, key):
    return next(each for each in draft(session).items if each.key == key)


def fields(html: str) -> dict[str, str]:
    """What a browser would send of the form of a page."""
    return dict(_controls(read("/", html)))


def _controls(page: Page) -> Iterator[tuple[str, str]]:
    dropdown = ""
    for each in page.elements:
        name, value = each.get("name") or dropdown, each.get("value") or ""
        if each.tag == "select":
            dropdown = name
        elif each.tag == "textarea":
            yield name, each.text.removeprefix("\n")
        elif each.tag == "option" and "selected" in each.attributes:
            yield dropdown, value
        elif each.tag == "input" and each.get("name") and _counts(each):
            yield name, value


def _counts(control: Element) -> bool:
    return (
        control.get("type") not in {"checkbox", "radio"}
        or "checked" in control.attributes
    )
