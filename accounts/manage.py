"""The administrator's page about people: who holds which role, granting and ending."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import queries, service
from accounts.forms import ROLE_WORDS, WORDS, EndRoleForm, GrantForm
from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from core.errors import DomainError
from core.i18n import plain_text

bp = Blueprint("people", __name__, url_prefix="/desk/people")


@bp.route("/", methods=["GET", "POST"])
@right_required(Right.GRANT_ROLES)
def people() -> ResponseReturnValue:
    """Show who holds which role, and give a role to a member."""
    form = _grant_form()
    if form.validate_on_submit() and _grant(form):
        db.session.commit()
        flash(_("The role is given. It stands in the public log, without a name."))
        return redirect(url_for("people.people"), 303)
    page = render_template(
        "accounts/people.html",
        form=form,
        end_form=EndRoleForm(formdata=None),
        holders=queries.role_holders(db.session()),
        role_words=ROLE_WORDS,
    )
    return page, 422 if form.errors else 200


@bp.route("/<int:grant_id>/end", methods=["GET", "POST"])
@right_required(Right.GRANT_ROLES)
def end(grant_id: int) -> ResponseReturnValue:
    """Ask once more, and let a role end."""
    form = EndRoleForm()
    if form.validate_on_submit():
        service.end_role(
            db.session(),
            grant_id,
            by=current_member_id(),
            motion=form.motion.data or "",
        )
        db.session.commit()
        flash(_("The role has ended."))
        return redirect(url_for("people.people"), 303)
    grant = queries.grant(db.session(), grant_id)
    return render_template(
        "accounts/end_role.html", form=form, grant=grant, role_words=ROLE_WORDS
    )


def _grant_form() -> GrantForm:
    bodies = queries.authorities(db.session())
    return GrantForm().offer([(body.id, plain_text(body.name)) for body in bodies])


def _grant(form: GrantForm) -> bool:
    """Grant what the form says; put a refusal beside the control it is about."""
    member = queries.member_called(db.session(), form.pseudonym.data)
    if member is None:
        form.pseudonym.errors = [WORDS["member"]]
        return False
    role, by = Role(form.role.data), current_member_id()
    try:
        service.grant_role(db.session(), member.id, role, _terms(form), by=by)
    except DomainError as refusal:
        db.session.rollback()
        field = {"role.motion_missing": form.motion, "role.until_past": form.until}
        field.get(refusal.code, form.role).errors = [WORDS[refusal.code]]
        return False
    return True


def _terms(form: GrantForm) -> service.Terms:
    body = form.authority_id.data
    return service.Terms(
        until=form.until.data,
        authority_id=int(body) if body else None,
        motion=form.motion.data or "",
    )
