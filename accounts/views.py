"""Pages where people join, sign in and out, and see and take away what is theirs."""

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import queries, service
from accounts.forms import (
    ROLE_WORDS,
    WORDS,
    LeaveForm,
    NameForm,
    NewPhraseForm,
    PhraseForm,
    SignInForm,
    SignOutForm,
)
from accounts.guards import anyone, current_member_id, sign_in_session, signed_in
from accounts.next_page import safe_next
from accounts.own_data import holdings
from accounts.phrase import new_phrase
from core.db import db
from core.errors import Conflict
from core.i18n import language

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("accounts", __name__)

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.route("/join", methods=["GET", "POST"])
@anyone
def join() -> ResponseReturnValue:
    """Ask for a name, then show the eight words, then make the account."""
    if "phrase" in request.form:
        return _keep_phrase(PhraseForm())
    form = NameForm(data=request.args.to_dict() if request.method == "GET" else None)
    if form.validate_on_submit():
        if not queries.is_taken(db.session(), form.pseudonym.data):
            shown = PhraseForm(formdata=None, data=form.data | {"phrase": new_phrase()})
            return render_template("accounts/phrase.html", form=shown)
        form.pseudonym.errors = [WORDS["pseudonym.taken"]]
    return _again("accounts/join.html", form)


def _keep_phrase(form: PhraseForm) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _again("accounts/phrase.html", form)
    service.count_join(db.session())
    db.session.commit()  # the count stands, whatever comes next
    try:
        member = service.join(
            db.session(),
            form.pseudonym.data,
            form.phrase.data,
            language=language(),
            invite=form.invite.data,
        )
    except Conflict as conflict:
        if conflict.code != "pseudonym.taken":
            raise
        form.pseudonym.errors = [WORDS[conflict.code]]
        return _again("accounts/join.html", form)
    db.session.commit()
    sign_in_session(member)
    flash(_("Welcome, %(name)s.", name=member.pseudonym))
    return redirect(safe_next(form.next.data, url_for("accounts.me")), 303)


@bp.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Let a member in by name and phrase."""
    form = SignInForm(data={"next": request.args.get("next", "")})
    if form.validate_on_submit():
        service.count_sign_in(db.session(), form.pseudonym.data)
        db.session.commit()  # the count stands, and nobody waits while we compare
        member = service.member_by_phrase(
            db.session(), form.pseudonym.data, form.phrase.data
        )
        if member is not None:
            sign_in_session(member)
            return redirect(safe_next(form.next.data), 303)
        form.phrase.errors = [WORDS["sign_in.wrong"]]
    return _again("accounts/sign_in.html", form)


# Comparing a phrase takes time; nobody else's writing waits for it.
join.writes_late = True  # type: ignore[attr-defined]
sign_in.writes_late = True  # type: ignore[attr-defined]


@bp.route("/sign-out", methods=["GET", "POST"])
@signed_in
def sign_out() -> ResponseReturnValue:
    """Let a member out, here or on all devices."""
    form = SignOutForm()
    if not form.validate_on_submit():
        return _again("accounts/sign_out.html", form)
    if form.everywhere.data:
        service.end_sessions(db.session(), current_member_id())
    session.clear()
    flash(_("You are signed out."))
    db.session.commit()
    return redirect("/", 303)


@bp.route("/me")
@signed_in
def me() -> ResponseReturnValue:
    """Show a member all that is stored about them."""
    member_id = current_member_id()
    counts = [
        (holding.words, holding.count(db.session(), member_id))
        for holding in holdings(current_app.extensions)
    ]
    return render_template(
        "accounts/me.html",
        member=queries.member(db.session(), member_id),
        roles=queries.roles_of(db.session(), member_id),
        role_words=ROLE_WORDS,
        counts=counts,
    )


@bp.route("/me/phrase", methods=["GET", "POST"])
@signed_in
def change_phrase() -> ResponseReturnValue:
    """Give a member eight new words; the old ones and all other sessions end."""
    form = NewPhraseForm(data={"phrase": new_phrase()})
    if not form.validate_on_submit():
        return _again("accounts/new_phrase.html", form)
    member = service.change_phrase(db.session(), current_member_id(), form.phrase.data)
    db.session.commit()
    sign_in_session(member)
    flash(_("Your new eight words are in use. The old ones no longer work."))
    return redirect(url_for("accounts.me"), 303)


@bp.route("/me/leave", methods=["GET", "POST"])
@signed_in
def leave() -> ResponseReturnValue:
    """Delete a member and what the rooms keep of them."""
    form = LeaveForm()
    if not form.validate_on_submit():
        return _again("accounts/leave.html", form)
    member_id = current_member_id()
    for holding in holdings(current_app.extensions):
        holding.erase(db.session(), member_id, everything=form.messages.data)
    service.erase_member(db.session(), member_id)
    session.clear()
    flash(_("Your account is deleted. Thank you for having been here."))
    db.session.commit()
    return redirect("/", 303)


def _again(template: str, form: NameForm) -> ResponseReturnValue:
    """Show a form: for the first time, or with what was typed and what to mend."""
    return render_template(template, form=form), 422 if form.errors else 200
