"""Puts a page of a survey into its frame, which is rendered once a language."""

from typing import Any

from flask import current_app, render_template, request
from flask_babel import format_date
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from core.i18n import language
from core.settings import LANGUAGES
from surveys.waves.outreach.codes import read_code
from surveys.waves.queries import Fielded

# What is the same for everybody is rendered once and kept, split where it differs.
# What an address says is in no key, or strangers could fill the memory.
_TITLE, _BODY, _ALONG = "@@title@@", "@@body@@", "@@along@@"
_MOST_KEPT = 256
_frames: dict[tuple[object, ...], tuple[str, ...]] = {}
_switchers: dict[str, Markup] = {}


def framed(
    wave: Fielded,
    name: str,
    title: str,
    *,
    links: bool = False,
    came_by: str | None = None,
    **shown: Any,
) -> str:
    """Return a whole page: the part ``waves/<name>.html`` inside the frame.

    ``came_by`` stands for the code of the channel where the page is to be kept.
    """
    here = language()
    code = channel() if came_by is None else came_by
    environment = current_app.jinja_env
    shown |= {
        "wave": wave,
        "instrument": wave.instrument,
        "default": wave.instrument.default_language,
        "here": here,
        "keep": f"?lang={here}",
        "names": LANGUAGES,
        # A page that was found again by its phrase goes on where answers are given.
        "target": f"/s/{wave.slug}" if request.path.endswith("/mine") else "",
        "closes_on": format_date(wave.closes_on, "long") if wave.closes_on else "",
    }
    if "words" in shown:
        shown["languages"] = _switcher(shown)
    body = environment.get_template(f"waves/{name}.html").render(shown)
    before, between, after = _frame(links=links)
    between = between.replace(_ALONG, f"from={code}&amp;" if code else "")
    return "".join((before, escape(title), between, body, after))


def _switcher(shown: dict[str, Any]) -> Markup:
    """Return the languages as buttons of the form."""
    here = shown["here"]
    if here not in _switchers:
        template = current_app.jinja_env.get_template("waves/languages.html")
        _switchers[here] = Markup(template.render(shown))  # noqa: S704  # our own
    return _switchers[here]


def surroundings(*, links: bool) -> tuple[object, ...]:
    """Return all that a frame depends on, but for the channel."""
    site: dict[str, Any] = {}
    current_app.update_template_context(site)
    kept = bool(request.values.get("lang"))
    return (language(), links, kept, site.get("site_name"), site.get("is_demo"))


def channel(fields: MultiDict[str, str] | None = None) -> str:
    """Return the code of the channel that this person came by; empty for none."""
    return read_code((request.values if fields is None else fields).get("from", ""))


def _frame(*, links: bool) -> tuple[str, ...]:
    """Return what stands before the title, after it, and after the body."""
    key = surroundings(links=links)
    if key not in _frames:
        if len(_frames) >= _MOST_KEPT:
            _frames.clear()
        # A frame is for everybody: nothing of anybody's session goes into it.
        page = render_template(
            "waves/frame.html",
            title=_TITLE,
            body=_BODY,
            links=links,
            along=_ALONG,
            get_flashed_messages=lambda **_knobs: [],
        )
        before, _t, rest = page.partition(_TITLE)
        between, _b, after = rest.partition(_BODY)
        _frames[key] = (before, between, after)
    return _frames[key]
