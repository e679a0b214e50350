"""Pages of the conversations: the list, a thread, writing in it, opening one."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DBAPIError

from accounts.guards import anyone, current_member_id, visitor
from accounts.own_data import Holding, register
from core.db import db
from core.errors import DomainError
from core.web import number_asked, page_asked
from forum.threads import queries, service
from forum.threads.forms import DETAIL_WORDS, WORDS, PostForm, ThreadForm
from forum.threads.models import Post
from forum.threads.personal_details import personal_details

__all__ = ["STATELESS", "WORDS", "bp", "form_page", "send"]

bp = Blueprint("threads", __name__, url_prefix="/forum")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.record_once
def _hold(state: BlueprintSetupState) -> None:
    """Say what this room keeps of a member."""
    kept = Holding(
        _l("Messages you wrote"), queries.count_posts_by, service.erase_posts
    )
    register(state.app.extensions, kept)


@bp.route("/")
@anyone
def index() -> ResponseReturnValue:
    """List the conversations."""
    page, threads = queries.thread_list(db.session(), page_asked(), visitor().member_id)
    return render_template("threads/index.html", page=page, threads=threads)


@bp.route("/<slug>", methods=["GET", "POST"])
@anyone
def thread(slug: str) -> ResponseReturnValue:
    """Show a conversation, and take a new message for it."""
    if request.method == "GET":
        return _thread_page(slug, _fresh_form())
    form = PostForm()
    sent = send(form, lambda: _write(slug, form))
    return _thread_page(slug, form) if sent is None else _thanks(sent.id)


@bp.route("/new", methods=["GET", "POST"])
@anyone
def new() -> ResponseReturnValue:
    """Open a conversation, perhaps about a result or a set of questions."""
    if request.method == "GET":
        current_member_id()
    given = {name: request.args.get(name, "") for name in ("about", "questions")}
    form = ThreadForm(data=given)
    if request.method == "POST":
        sent = send(form, lambda: _open(form))
        if sent is not None:
            return _thanks(sent.id)
    matter = _matter(form.result_id(), form.version_id())
    return form_page("threads/new.html", form, **matter)


@bp.route("/about/<int:result_id>")
@anyone
def about(result_id: int) -> ResponseReturnValue:
    """Lead to the conversation about a result, or offer to open one."""
    subject = queries.subject(db.session(), result_id)
    found = queries.thread_about(db.session(), result_id, visitor().member_id)
    if found is not None:
        return redirect(url_for("threads.thread", slug=found.slug))
    return render_template("threads/about.html", subject=subject)


@bp.route("/about-questions/<int:version_id>")
@anyone
def about_questions(version_id: int) -> ResponseReturnValue:
    """Lead to the conversation about a set of questions, or offer to open one."""
    reader = visitor().member_id
    asked = queries.questions_subject(db.session(), version_id)
    found = queries.thread_about_questions(db.session(), version_id, reader)
    if found is not None:
        return redirect(url_for("threads.thread", slug=found.slug))
    return render_template("threads/about_questions.html", asked=asked)


@bp.route("/post/<int:post_id>")
@anyone
def post(post_id: int) -> ResponseReturnValue:
    """Lead to one message, on whichever page it is."""
    slug, page = queries.place_of(db.session(), post_id, visitor().member_id)
    return redirect(
        url_for("threads.thread", slug=slug, page=page, _anchor=f"post-{post_id}")
    )


def _write(slug: str, form: PostForm) -> Post:
    author = current_member_id()
    found = queries.thread_called(db.session(), slug, author)
    return service.write_post(db.session(), found, author, form.draft())


def _open(form: ThreadForm) -> Post:
    return service.open_thread(
        db.session(),
        current_member_id(),
        form.title.data,
        form.draft(),
        frozen_result_id=form.result_id(),
        instrument_version_id=form.version_id(),
    )


def send(form: PostForm, write: Callable[[], Post]) -> Post | None:
    """Write what the form holds, or leave the reason beside what was typed."""
    if not form.validate() or _has_details(form):
        return None
    try:
        sent = write()
        db.session.commit()
    except DomainError as refusal:
        form.refuse(_code_of(refusal))
    except DBAPIError:
        form.refuse("post.not_kept")
    else:
        return sent
    db.session.rollback()
    return None


def _code_of(refusal: DomainError) -> str:
    return f"post.{refusal.code}" if refusal.code == "sign_in" else refusal.code


def _has_details(form: PostForm) -> bool:
    """Tell whether to have a private word about contact details first."""
    return "anyway" not in request.form and bool(personal_details(form.typed()))


def _thanks(post_id: int) -> ResponseReturnValue:
    flash(_("Thank you. A moderator reads your message before others can."))
    return redirect(url_for("threads.post", post_id=post_id), 303)


def _thread_page(slug: str, form: PostForm | None) -> ResponseReturnValue:
    reader = visitor().member_id
    found = queries.thread_called(db.session(), slug, reader)
    page, posts = queries.posts_of(db.session(), found.id, page_asked(), reader)
    return form_page(
        "threads/thread.html",
        form,
        thread=found,
        page=page,
        posts=posts,
        **_matter(found.frozen_result_id, found.instrument_version_id),
    )


def _matter(result_id: int | None, version_id: int | None) -> dict[str, object]:
    """Return what a conversation is about: a result, a set of questions, or neither."""
    session = db.session()
    return {
        "subject": None if result_id is None else queries.subject(session, result_id),
        "asked": None
        if version_id is None
        else queries.questions_subject(session, version_id),
    }


def form_page(
    template: str, form: PostForm | None, **facts: object
) -> ResponseReturnValue:
    """Show a page with its form, or without one for somebody who cannot write."""
    if form is None or request.method == "GET":
        return render_template(template, form=form, details=[], **facts)
    found = [] if form.errors else sorted(personal_details(form.typed()))
    details = [DETAIL_WORDS[each] for each in found]
    status = 401 if visitor().member_id is None else 422 if form.errors else 200
    return render_template(template, form=form, details=details, **facts), status


def _fresh_form() -> PostForm | None:
    """Return an empty form, or one's own refused text to write anew.

    A stranger gets none: its token would put a cookie on their device.
    """
    reader = visitor().member_id
    if reader is None:
        return None
    refused = number_asked("again") or 0
    body = queries.refused_body(db.session(), refused, reader) if refused else ""
    return PostForm(data={"body": body})
