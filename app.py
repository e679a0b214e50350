"""The application: settings, extensions, rooms, home page; the only file that knows all."""

import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping
from typing import Any

import click
from flask import Flask, Response, current_app, redirect, render_template, request
from flask.cli import FlaskGroup
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from accounts.guards import anyone, visitor
from core import audit, errors
from core.checkpoint import Signer
from core.db import begin_writing, db
from core.i18n import init_languages
from core.settings import read_settings
from core.web import init_web

STATUS = {
    errors.NotFound: 404,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
}
PAGES = {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503}
LOG_ORIGIN = "commonweal-log"


def _present(*names: str) -> list[Any]:
    found = []
    for name in names:
        try:  # while the rooms are being built; explicit imports replace this
            found.append(importlib.import_module(name))
        except ImportError as error:
            print("not yet:", error, file=sys.stderr)
    return found


ROOMS = _present(
    "accounts.views",
    "accounts.manage",
    "accounts.oversight.views",
    "surveys.instruments.manage",
    "surveys.waves.views",
    "surveys.waves.manage",
    "surveys.findings.views",
    "surveys.findings.manage",
    "forum.threads.views",
    "forum.moderation.views",
    "forum.moderation.manage",
    "deliberation.board.views",
    "deliberation.board.manage",
    "deliberation.benchmarks.views",
    "deliberation.benchmarks.manage",
    "deliberation.proposals.views",
    "deliberation.proposals.manage",
    "deliberation.trace.views",
)
CLIS = _present(
    "core.cli",
    "accounts.cli",
    "accounts.oversight.cli",
    "surveys.instruments.cli",
    "surveys.waves.cli",
    "surveys.findings.cli",
    "deliberation.demo.cli",
)


audit.sign_on_commit(db.session, lambda: current_app.extensions["signer"])


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application, set up from the environment unless told otherwise."""
    app = Flask(__name__)
    app.config.from_mapping(settings or read_settings(os.environ))
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Our pages send no referrer (core/web.py); the token and SameSite are the guard.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    db.init_app(app)
    Migrate(app, db)
    csrf = CSRFProtect(app)
    init_web(app)
    init_languages(app)
    app.extensions["signer"] = Signer(LOG_ORIGIN, app.config["INSTANCE"] / "log.key")
    app.before_request(_begin)
    app.teardown_request(_end)
    app.context_processor(_surroundings)
    app.register_error_handler(errors.DomainError, _explain)
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(DBAPIError, _explain_database)
    for room in ROOMS:
        app.register_blueprint(room.bp)
        if getattr(room, "STATELESS", False):
            csrf.exempt(room.bp)
    _add_site_pages(app)
    return app


def _begin() -> None:
    """Wait for SQLite's write lock before a form is read, unless the view does it late."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method == "POST" and not getattr(view, "writes_late", False):
        begin_writing(db.session)


def _end(error: BaseException | None) -> None:
    if error is not None:
        db.session.rollback()


def _surroundings() -> dict[str, Any]:
    """Return what every page knows of the site and of who is asking."""
    return {
        "site_name": current_app.config["SITE_NAME"],
        "is_demo": (current_app.config["INSTANCE"] / "demo").exists(),
        "visitor": visitor,
    }


def _words(code: str) -> str:
    """Return a rule's words in the reader's language; empty where no room has any."""
    for room in ROOMS:
        words = getattr(room, "WORDS", {})
        if code in words:
            return str(words[code])
    return ""


def _page(
    status: int, code: str = "", facts: Mapping[str, object] | None = None
) -> ResponseReturnValue:
    shown = status if status in PAGES else 400
    return (
        render_template(
            f"errors/{shown}.html", words=_words(code) % (facts or {}), code=code
        ),
        status,
    )


def _explain(error: errors.DomainError) -> ResponseReturnValue:
    db.session.rollback()
    status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 400)
    return _page(status, error.code, error.facts)


def _explain_http(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, RequestEntityTooLarge):
        # The page asks the form for its language; this form cannot be read.
        vars(request)["form"] = ImmutableMultiDict()
    return _page(error.code, "csrf" if isinstance(error, CSRFError) else "")


def _explain_database(error: DBAPIError) -> ResponseReturnValue:
    """Say that the disk is full or the database away; the log has the cause."""
    db.session.rollback()
    current_app.logger.error("database: %s", type(error.orig).__name__)
    return _page(503)


def _add_site_pages(app: Flask) -> None:
    """Give the site its own few pages."""
    for rule, view in (
        ("/", home),
        ("/help", help_now),
        ("/exit", leave_quickly),
        ("/unknown", unknown),
        ("/accessibility", accessibility),
        ("/livez", livez),
        ("/readyz", readyz),
    ):
        app.add_url_rule(rule, view.__name__, view)


@anyone
def home() -> ResponseReturnValue:
    """Say what this is, what is open now, and what became of what people said."""
    return render_template("site/home.html")


@anyone
def help_now() -> ResponseReturnValue:
    """Say where to turn; the site itself is no help line."""
    return render_template("site/help.html")


@anyone
def unknown() -> ResponseReturnValue:
    """Say how people stay unknown here, and what nobody can promise."""
    return render_template("site/unknown.html")


@anyone
def accessibility() -> ResponseReturnValue:
    """Say what works for whom, and what does not yet."""
    return render_template("site/accessibility.html")


@anyone
def leave_quickly() -> ResponseReturnValue:
    """Clear what this site keeps on the device and go to a neutral page."""
    response: Response = redirect(current_app.config["EXIT_URL"], 303)  # type: ignore[assignment]
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


@anyone
def livez() -> ResponseReturnValue:
    """Tell a watchman that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@anyone
def readyz() -> ResponseReturnValue:
    """Tell a watchman that the database answers too."""
    db.session.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


class Commands(FlaskGroup):
    """The ``commonweal`` command: a refusal is one plain sentence on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn the domain's refusals into the command's."""
        try:
            return super().invoke(ctx)
        except errors.DomainError as error:
            facts = ", ".join(f"{name}: {fact}" for name, fact in error.facts.items())
            raise click.ClickException(
                f"{error.code} ({facts})" if facts else error.code
            ) from error


cli = Commands(
    create_app=create_app,
    add_default_commands=False,
    load_dotenv=False,
    add_version_option=False,
)
for module in CLIS:
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the ``commonweal`` command."""
    cli.main(prog_name="commonweal")


if __name__ == "__main__":
    sys.exit(main())
