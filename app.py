"""The application: settings, extensions, rooms, home page; only it knows them all."""

import os
from collections.abc import Mapping
from typing import Any

import click
from flask import (
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.cli import FlaskGroup
from flask.typing import ResponseReturnValue
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from accounts import cli as accounts_cli
from accounts import manage as accounts_desk
from accounts import views as accounts_pages
from accounts.guards import NOBODY, anyone, visitor
from accounts.oversight import cli as oversight_cli
from accounts.oversight import views as oversight_pages
from core import audit, errors
from core import cli as core_cli
from core.checkpoint import Signer
from core.clock import today
from core.contacts import read_contacts
from core.db import begin_writing, db, lacks_a_table
from core.i18n import ANSWERING, init_languages, text
from core.queue import Bell
from core.settings import read_settings
from core.web import forget_unreadable_form, init_web
from deliberation.benchmarks import manage as benchmarks_desk
from deliberation.benchmarks import views as benchmarks_pages
from deliberation.board import manage as board_desk
from deliberation.board import views as board_pages
from deliberation.demo import cli as demo_cli
from deliberation.packs import cli as packs_cli
from deliberation.proposals import manage as proposals_desk
from deliberation.proposals import queries as proposals
from deliberation.proposals import views as proposals_pages
from deliberation.proposals.answers import manage as answers_desk
from deliberation.proposals.drafts import manage as drafts_desk
from deliberation.trace import views as trace_pages
from deliberation.trace.report import views as report_pages
from forum.moderation import manage as moderation_desk
from forum.moderation import views as moderation_pages
from forum.notes import views as notes_pages
from forum.threads import views as threads_pages
from surveys import manage as surveys
from surveys.findings import queries as findings
from surveys.findings.freezing import jobs as freezing_jobs
from surveys.findings.freezing import service as freezing
from surveys.findings.models import Release
from surveys.findings.reading.ready import jobs as ready
from surveys.waves import queries as waves
from surveys.waves.anonymity import Anonymity
from surveys.waves.kept import what_is_kept
from surveys.waves.models import Wave
from surveys.waves.privacy.report import read_run
from surveys.waves.settling import jobs as settling

STATUS = {
    errors.NotFound: 404,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
}
PAGES = {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503}
# What a form sends besides its texts: the eight words are nobody else's to see, and
# signed questions are nothing to read.
NOT_SHOWN_AGAIN = {"csrf_token", "phrase", "checked"}
LOG_ORIGIN = "commonweal-log"
SHOWN_AT_HOME = 3

ROOMS = [
    accounts_pages,
    accounts_desk,
    oversight_pages,
    *surveys.ROOMS,
    threads_pages,
    notes_pages,
    moderation_pages,
    moderation_desk,
    board_pages,
    board_desk,
    benchmarks_pages,
    benchmarks_desk,
    proposals_pages,
    proposals_desk,
    drafts_desk,
    answers_desk,
    trace_pages,
    report_pages,
]
CLIS = [accounts_cli, core_cli, demo_cli, *surveys.CLIS, packs_cli, oversight_cli]

audit.sign_on_commit(db.session, lambda: current_app.extensions["signer"])


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application, set up from the environment unless told otherwise."""
    app = Flask(__name__)
    app.config.from_mapping(settings or read_settings(os.environ))
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # An error of the database must not write answers into the log.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    # Our pages send no referrer (core/web.py); the token and SameSite are the guard.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    db.init_app(app)
    Migrate(app, db)
    init_web(app)  # before the guard of forms, which reads them
    csrf = CSRFProtect(app)
    init_languages(app)
    app.extensions["signer"] = Signer(LOG_ORIGIN, app.config["INSTANCE"] / "log.key")
    jobs = {
        freezing.JOB: freezing_jobs.take_up,
        settling.OVER: settling.settle_over,
        ready.JOB: ready.make_ready,
    }
    app.extensions["bell"] = Bell(app, jobs, can_wait={ready.JOB})
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
    """Wait for SQLite's write lock before a form is read; some views do so later."""
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
        # Nobody is looked up who might answer, not even for a page of refusal.
        "visitor": None if request.path.startswith(ANSWERING) else visitor,
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
            f"errors/{shown}.html",
            words=_words(code) % (facts or {}),
            code=code,
            typed=_typed(),
        ),
        status,
    )


def _typed() -> list[list[str]]:
    """Return the texts of a refused form by line: nobody has to write them twice."""
    return [
        text.splitlines()
        for name, text in request.form.items(multi=True)
        if " " in text.strip() and name not in NOT_SHOWN_AGAIN
    ]


def _explain(error: errors.DomainError) -> ResponseReturnValue:
    db.session.rollback()
    status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 400)
    return _page(status, error.code, error.facts)


def _explain_http(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, RequestEntityTooLarge):
        forget_unreadable_form()
    return _page(error.code, "csrf" if isinstance(error, CSRFError) else "")


def _explain_database(error: DBAPIError) -> ResponseReturnValue:
    """Say that the disk is full or the database away; the log has the cause."""
    db.session.rollback()
    current_app.logger.error("database: %s", type(error.orig).__name__)
    g.setdefault("visitor", NOBODY)  # this page asks the database for nothing
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
    """Say what is open now, what people said, and what became of it: 4 statements."""
    session = db.session()
    opened = waves.open_waves(session)
    released = findings.published_releases(session)[:SHOWN_AT_HOME]
    asked = proposals.listed(session)[:SHOWN_AT_HOME]
    return render_template(
        "site/home.html",
        open_waves=[
            (text(each.title), url_for("waves.start", slug=each.slug), _until(each))
            for each in opened
        ],
        findings=[
            (
                text(each.wave.title),
                url_for("findings.survey", slug=each.wave.slug),
                _people(each),
            )
            for each in released
        ],
        proposals=[
            (text(each.title), url_for("proposals.proposal", slug=each.slug), "")
            for each in asked
        ],
        report=url_for("report.report", slug=released[0].wave.slug) if released else "",
    )


def _people(release: Release) -> str:
    people = release.summary["people"]
    return str(ngettext("%(num)s person answered.", "%(num)s people answered.", people))


def _until(wave: Wave) -> str:
    if wave.closes_on is None:
        return ""
    return str(_("Open until %(day)s", day=format_date(wave.closes_on, "long")))


@anyone
def help_now() -> ResponseReturnValue:
    """Say where to turn; the site itself is no help line."""
    contacts = read_contacts(current_app.config["INSTANCE"] / "contacts.toml")
    return render_template("site/help.html", contacts=contacts, today=today())


@anyone
def unknown() -> ResponseReturnValue:
    """Say how people stay unknown here, and what nobody can promise."""
    return render_template(
        "site/unknown.html",
        modes={mode: what_is_kept(mode, channel=True) for mode in Anonymity},
        last_run=read_run(current_app.config["INSTANCE"]),
    )


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
    db.session.execute(select(1))
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
        except (OperationalError, ProgrammingError) as error:
            if not lacks_a_table(error):
                raise
            raise click.ClickException(
                "The database lacks a table or a column. A new instance needs "
                "`commonweal init` first, and one of an older version "
                "`commonweal upgrade`."
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
    """Run the ``commonweal`` command; what it writes is its owner's alone."""
    os.umask(0o077)
    cli.main(prog_name="commonweal")


if __name__ == "__main__":
    main()
