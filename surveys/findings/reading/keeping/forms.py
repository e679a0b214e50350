"""Pages that are made once for each language, and kept in memory while they hold."""

from collections.abc import Callable, Hashable
from hashlib import sha256
from typing import Any

from flask import Response, current_app, render_template, request, session
from markupsafe import Markup

from accounts.guards import visitor
from core.clock import today
from core.i18n import language
from core.kept_pages import FOLDER, KeptPages
from core.shelf import Packed, Shelf
from core.web import answer_packed
from surveys.findings.forms import is_early
from surveys.findings.models import Release
from surveys.findings.reading.queries import InWave, Other
from surveys.waves.models import Wave

MOST_BYTES_KEPT = 12_000_000
"""Room for finished pages in each worker."""

SHELF = "results"
"""Where the application has its shelf."""

MESSAGES_WAIT = "_flashes"
"""Where Flask keeps what it is to tell somebody once."""


def kept(
    release: Release, page: str, *facts: Hashable, make: Callable[[], str]
) -> Packed:
    """Return a finished piece of a page about a release, made once per language.

    A published release never changes; ``facts`` name whatever else the piece shows.
    """
    return _shelf().take(_key(release, page, *facts), make)


def page_of(
    release: Release,
    page: str,
    *facts: Hashable,
    make: Callable[[], str],
    template: str = "findings/page.html",
    notes: bool = False,
    **more: object,
) -> Response:
    """Answer with a page about a release, whose piece is made as for ``kept``.

    Whoever calls has asked whether the reader may see the release at all. What the
    frame depends on besides is read each time: how the release stands today, what
    residents set beside it, whether somebody is signed in. ``more`` goes to the
    template and follows from the page and its facts.
    """
    beside = _notes() if notes else None

    def whole() -> str:
        piece = kept(release, page, *facts, make=make).text
        return render_template(
            template,
            piece=Markup(piece),  # noqa: S704  # a template of ours made it
            release=release,
            early=is_early(release),
            beside=beside,
            **more,
        )

    if MESSAGES_WAIT in session:  # they are one reader's, and told once
        return Response(whole(), mimetype="text/html")
    standing = release.number, release.embargo_until
    key = _key(release, page, *facts, "whole", _frame(), standing, beside)
    return answer_packed(_shelf().take(key, whole))


def page_of_facts(
    told: Hashable,
    make: Callable[[], str],
    *facts: Hashable,
    mimetype: str = "text/html",
) -> Response:
    """Answer with a page of what people go on changing, made once for how it stands.

    ``told`` is what the database says of all that the page shows, asked this time
    (``core.facts``), and ``make`` reads at the same moment (``core.db.read_at_once``).
    ``facts`` are what else it shows: of the address, of the reader's rights. Whoever
    calls has asked whether they may read; nothing in it is one reader's alone.
    """
    if MESSAGES_WAIT in session:  # they are one reader's, and told once
        return Response(make(), mimetype=mimetype)
    key = request.path, told, today(), language(), _frame(), facts
    return answer_packed(_shelf().take(key, make), mimetype)


def _frame() -> Hashable:
    """Return what the frame of a page shows of the reader and the site."""
    is_member = visitor().member_id is not None
    return is_member, bool(request.args.get("lang")), _site()


def _site() -> Hashable:
    """Return what a page shows of the site."""
    config = current_app.config
    is_demo = (config["INSTANCE"] / "demo").exists()
    return request.root_path, config["SITE_NAME"], config["PUBLIC_URL"], is_demo


def _notes() -> tuple[int, tuple[Hashable, ...]] | None:
    """Return what residents set beside results, if a room above has any to tell."""
    told: Any = current_app.jinja_env.globals.get("notes_beside")
    if told is None:
        return None
    address = request.view_args or {}
    total, lines = told(address["slug"], address.get("number"))
    return total, tuple(lines)


def _shelf() -> Shelf:
    shelf: Shelf
    folder = current_app.config["INSTANCE"] / FOLDER
    if SHELF not in current_app.extensions:
        current_app.extensions[SHELF] = shelf_over(KeptPages(folder))
    shelf = current_app.extensions[SHELF]
    return shelf


def shelf_over(pages: KeptPages) -> Shelf:
    """Return an empty shelf that looks for pages where they were made ready."""
    return Shelf(MOST_BYTES_KEPT, pages.page)


def _key(release: Release, page: str, *facts: Hashable) -> Hashable:
    state = release.published_at, is_early(release), _hardly_changes(release)
    return page, release.id, release.checksum, state, language(), _site(), facts


def _hardly_changes(release: Release) -> str:
    """Return a mark of what nobody changes once it is public, and yet could."""
    wave = release.wave
    shown = named(wave), wave.closes_on, wave.plan, release.method_statement
    return sha256(repr(shown).encode()).hexdigest()


def named(wave: Wave | Other | InWave) -> Hashable:
    """Return how pages name a wave, as a fact of a kept page."""
    return wave.slug, tuple(wave.title.items()), wave.opens_on
