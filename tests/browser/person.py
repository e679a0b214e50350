"""A person with a phone: does what people do, and complains about bad pages."""

import gettext
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, Response

from tests.page_rules import complaints, read

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screenshots"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = 320
HTML = {"Content-Type": "text/html; charset=utf-8"}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def translator(language: str) -> Callable[[str], str]:
    """Return what says an English source string in a language."""
    catalogue = gettext.translation(
        "messages", ROOT / "translations", [language], fallback=True
    )
    return catalogue.gettext


@dataclass
class Person:
    """Somebody who reads the site in a language, on a page of a browser."""

    page: Page
    address: str
    language: str
    name: str
    # Where scripts are off, a second page of another phone, to examine the same.
    twin: Page | None = None
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    answer: Response | None = None

    def __post_init__(self) -> None:
        """Listen to what the page does behind the person's back."""
        self.say = translator(self.language)
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.on("request", self._watch)
        self.page.on("response", self._keep)

    def opens(self, path: str) -> None:
        """Go to an address of the site, and look at what comes."""
        self.page.goto(f"{self.address}{path}")
        self.looks()

    def taps(self, words: str, *, exact: bool = True) -> None:
        """Tap the button or link that says these words, and look at what comes."""
        self.finds(words, exact=exact).click()
        self.page.wait_for_load_state()
        self.looks()

    def finds(self, words: str, *, exact: bool = True) -> Locator:
        """Return the button or link that says these words in the person's language."""
        said = self.say(words)
        button = self.page.get_by_role("button", name=said, exact=exact)
        return button.or_(self.page.get_by_role("link", name=said, exact=exact)).first

    def fills(self, label: str, value: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(self.say(label)).fill(value)

    def chooses(self, label: str) -> None:
        """Tick what has this label."""
        self.page.get_by_label(self.say(label), exact=True).check()

    def sees(self, words: str) -> None:
        """Find these words on the page, in the person's language."""
        said = self.say(words)
        assert said in self.page.locator("body").inner_text(), f"no {said!r} here"

    def looks(self) -> None:
        """Hold the page to the rules, and keep a picture of it."""
        self.pages += 1
        self.page.screenshot(
            path=PICTURES / self._picture(), full_page=True, caret="initial"
        )
        here = f"{self.name}, {self.page.url}"
        assert not self.faults, (here, self.faults)
        headers = self.answer.headers if self.answer else {}
        named = {name.title(): value for name, value in headers.items()}
        html = read(urlsplit(self.page.url).path, self.page.content(), named)
        assert not complaints(html), (here, complaints(html))
        assert self.page.locator("html").get_attribute("lang") == self.language
        self._fits()
        assert not self._violations(), (here, self._violations())

    def _fits(self) -> None:
        size = self.page.viewport_size
        assert size
        for width in (size["width"], NARROWEST):
            self.page.set_viewport_size({"width": width, "height": size["height"]})
            assert self.page.evaluate(OVERFLOW) <= 0, f"{self.page.url} at {width} px"
        self.page.set_viewport_size(size)

    def _violations(self) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": STANDARDS}}
        found = Axe().run(self._examined(), options=options).response["violations"]
        return [
            json.dumps([each["id"], [node["html"][:200] for node in each["nodes"]]])
            for each in found
        ]

    def _examined(self) -> Page:
        """Return what is seen here, on a page that an examiner can run scripts on."""
        if self.twin is None:
            return self.page
        url, html = self.page.url, self.page.content()
        self.twin.route(url, lambda route: route.fulfill(body=html, headers=HTML))
        self.twin.goto(url)
        self.twin.unroute(url)
        return self.twin

    def _picture(self) -> str:
        return f"{self.name}-{self.language}-{self.pages:02}.png"

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.faults.append(text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"reaches {request.url}")

    def _keep(self, answer: Response) -> None:
        if answer.request.is_navigation_request():
            self.answer = answer
