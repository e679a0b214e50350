"""Pages about moderation: the public log, and to authors what became of their words."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.guards import anyone, current_member_id, signed_in
from core.db import db
from core.web import page_asked
from forum.moderation import queries
from forum.moderation.forms import RULE_WORDS

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.route("/", strict_slashes=False)
@anyone
def log() -> ResponseReturnValue:
    """Show everybody the rules and every decision, without people or content."""
    number = page_asked()
    counts = queries.counts(db.session())
    pages, entries = queries.log(db.session(), number, sum(counts.values()))
    return render_template(
        "moderation/log.html",
        counts=counts,
        entries=entries,
        number=number,
        pages=pages,
        rule_words=RULE_WORDS,
    )


@bp.route("/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show a member all messages they wrote and how each stands."""
    number = page_asked()
    pages, posts = queries.own_posts(db.session(), current_member_id(), number)
    return render_template(
        "moderation/mine.html", posts=posts, number=number, pages=pages
    )


@bp.route("/reasons/<int:post_id>")
@signed_in
def reasons(post_id: int) -> ResponseReturnValue:
    """Tell an author what was decided about their message, and why."""
    found = queries.own_case(db.session(), post_id, current_member_id())
    return render_template("moderation/reasons.html", case=found, rule_words=RULE_WORDS)
