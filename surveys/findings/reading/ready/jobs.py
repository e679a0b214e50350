"""Making pages of results ready, so that their first reader need not wait.

The page with every table takes a third of a second, in each language and each process
that serves. A worker makes it once the results are public, and never before; who may
read is asked as ever when somebody does.
"""

from collections.abc import Iterator
from contextvars import copy_context
from http import HTTPStatus

from flask import Flask, current_app, g

from accounts.guards import NOBODY, Visitor
from core.clock import today
from core.db import db
from core.kept_pages import FOLDER, KeptPages
from core.settings import LANGUAGES
from surveys.findings.forms import is_early
from surveys.findings.models import Release
from surveys.findings.queries import published_releases, told_of_published
from surveys.findings.reading.keeping.forms import SHELF, shelf_over

JOB = "ready"
"""The name of this job, for the bell."""

PAGES = ("", "/tables", "/everything", "/poster")
MOST_RELEASES = 12
"""How many releases have their pages ready: the newest. The others are made when asked.
"""

SOMEBODY = Visitor(member_id=0)
"""Any member: what they are shown is the same for all of them."""


def make_ready() -> None:
    """Make the pages of the newest results, in every language, unless they are here.

    An embargo that ends is another day, and so another page.
    """
    session = db.session()
    mark = f"{today()} {told_of_published(session, early=True)}"
    pages = KeptPages(current_app.config["INSTANCE"] / FOLDER, writes=True)
    if pages.is_done(mark):
        return
    wanted = list(_wanted(published_releases(session, early=True)[:MOST_RELEASES]))
    session.rollback()
    before = current_app.extensions.pop(SHELF, None)
    current_app.extensions[SHELF] = shelf_over(pages)
    try:
        for address, code, reader in wanted:
            # Beside this job: each has a moment, a session and a language of its own.
            copy_context().run(_ask, address, code, reader)
    finally:
        current_app.extensions.pop(SHELF)
        if before is not None:
            current_app.extensions[SHELF] = before
    pages.finish(mark)


def _wanted(releases: list[Release]) -> Iterator[tuple[str, str, Visitor]]:
    """Yield each address with the language of its page and a reader of it."""
    for release in releases:
        reader = SOMEBODY if is_early(release) else NOBODY
        for page in PAGES:
            for code in LANGUAGES:
                address = f"/results/{release.wave.slug}{page}"
                yield address, code, reader
                # Whoever chose the language on the page keeps it in its address.
                yield f"{address}?lang={code}", code, reader


def _ask(address: str, code: str, reader: Visitor) -> None:
    """Let the site make a page as if somebody asked for it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    asked = app.test_request_context(
        address,
        base_url=app.config["PUBLIC_URL"] or None,
        headers={"Accept-Language": code},
    )
    with app.app_context(), asked:
        g.visitor = reader
        answer = app.full_dispatch_request()
    if answer.status_code != HTTPStatus.OK:
        app.logger.warning("ready: %s", answer.status_code)
