"""The drafting desk: where members of the board write a proposal."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import NotAllowed
from core.i18n import language, plain_text
from deliberation.proposals import queries
from deliberation.proposals.chain.forms import KIND_WORDS
from deliberation.proposals.drafts import queries as sources
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.drafts.forms import (
    TextForm,
    ask_form,
    evidence_form,
)
from deliberation.proposals.manage import on_desk, page_of_form, press
from deliberation.proposals.wording import TEXTS, said

bp = Blueprint("draft_desk", __name__, url_prefix="/desk")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.route("/proposals/new", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def begin() -> ResponseReturnValue:
    """Begin a draft with whatever is known of it."""
    form = TextForm()

    def write() -> str:
        boards = queries.boards_of(db.session(), current_member_id())
        if not boards:
            raise NotAllowed("board.no_seat")
        made = drafts.write_draft(
            db.session(),
            boards[0],
            form.texts(),
            right_served=form.right_served.data,
            language=language(),
            member_id=current_member_id(),
        )
        return url_for("proposal_desk.desk", slug=made.slug)

    return page_of_form(form, write, "proposals/text_form.html", dict)


@bp.route("/proposals/<slug>/text", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def text(slug: str) -> ResponseReturnValue:
    """Change the texts of a draft in the language of the page."""
    found = on_desk(slug)
    here = {name: getattr(found, name).get(language(), "") for name in TEXTS}
    form = TextForm(data=here | {"right_served": found.right_served})

    def rewrite() -> str:
        drafts.rewrite(
            db.session(),
            found,
            form.texts(),
            right_served=form.right_served.data,
            language=language(),
            member_id=current_member_id(),
        )
        return url_for("proposal_desk.desk", slug=slug)

    return page_of_form(
        form, rewrite, "proposals/text_form.html", lambda: {"proposal": on_desk(slug)}
    )


@bp.route("/proposals/<slug>/evidence", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def evidence(slug: str) -> ResponseReturnValue:
    """Add one piece of evidence, chosen from what is public."""
    found = on_desk(slug)
    form = evidence_form(map(_offer, sources.citable(db.session())))

    def cite() -> str:
        drafts.cite(
            db.session(),
            found,
            form.chosen(),
            shows=said(None, language(), form.shows.data),
            limits=said(None, language(), form.limits.data or ""),
            member_id=current_member_id(),
        )
        return url_for("proposal_desk.desk", slug=slug, _anchor="evidence")

    return page_of_form(
        form, cite, "proposals/evidence_form.html", lambda: {"proposal": on_desk(slug)}
    )


@bp.post("/proposals/<slug>/evidence/<int:position>/remove")
@right_required(Right.WRITE_PROPOSALS)
def drop_evidence(slug: str, position: int) -> ResponseReturnValue:
    """Take one piece of evidence out of a draft."""
    return press(
        slug,
        lambda found, member: drafts.drop_evidence(
            db.session(), found, position, member_id=member
        ),
    )


@bp.route("/proposals/<slug>/asks", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def asks(slug: str) -> ResponseReturnValue:
    """Add one ask to one public body."""
    found = on_desk(slug)
    form = ask_form(
        (body.id, plain_text(body.name)) for body in queries.authorities(db.session())
    )

    def ask() -> str:
        drafts.ask_for(
            db.session(),
            found,
            authority_id=form.authority.data,
            kind=form.kind.data,
            wording=said(None, language(), form.wording.data),
            member_id=current_member_id(),
        )
        return url_for("proposal_desk.desk", slug=slug, _anchor="asks")

    return page_of_form(
        form, ask, "proposals/ask_form.html", lambda: {"proposal": on_desk(slug)}
    )


@bp.post("/proposals/<slug>/asks/<int:number>/remove")
@right_required(Right.WRITE_PROPOSALS)
def drop_ask(slug: str, number: int) -> ResponseReturnValue:
    """Take one ask out of a draft."""
    return press(
        slug,
        lambda found, member: drafts.drop_ask(
            db.session(), found, number, member_id=member
        ),
    )


def _offer(source: sources.Source) -> tuple[str, str, str]:
    """Return a source as a form offers it: its value, its name, its group."""
    title, place = plain_text(source.title), plain_text(source.found_in)
    name = f"{title} ({place})" if place else title
    return source.value, name, str(KIND_WORDS[source.kind])
