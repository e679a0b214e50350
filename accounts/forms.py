"""Forms of the pages about people: parse what is typed, give problem codes words."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from accounts import phrase as phrases
from accounts import pseudonym as names
from accounts.rules import Role

WORDS = {
    "pseudonym.too_short": _l("A name needs at least two letters or digits."),
    "pseudonym.too_long": _l("A name has at most 30 letters."),
    "pseudonym.characters": _l(
        "Please use only letters, digits, spaces and hyphens in a name."
    ),
    "pseudonym.contact": _l(
        "This looks like an address or a phone number. "
        "Please choose a name that does not lead to you."
    ),
    "pseudonym.staff": _l(
        "This name could be mistaken for somebody who runs the site. "
        "Please choose another."
    ),
    "pseudonym.taken": _l(
        "This name, or one that looks like it, belongs to somebody. "
        "Please choose another."
    ),
    "phrase.unreadable": _l("These are not the eight words. Please start again."),
    "invite.used": _l("This link was used before, or a newer one has replaced it."),
    "sign_in.often": _l(
        "There were too many tries with this name. Please wait five minutes."
    ),
    "join": _l("Many people are joining just now. Please try again in ten minutes."),
    "sign_in.wrong": _l(
        "The name and the eight words do not belong together. "
        "Please look at both again."
    ),
    "role.own_auditor": _l("Nobody can make themselves an auditor."),
    "role.auditor_alone": _l(
        "An auditor checks the work of others, so an auditor holds no other role."
    ),
    "role.unknown": _l("There is no such role to give."),
    "role.motion_missing": _l(
        "The board appoints and ends auditors. Please name its motion."
    ),
    "role.authority_missing": _l(
        "Only somebody who speaks for a public body belongs to one, "
        "and they must belong to one."
    ),
    "role.until_past": _l("This day is over. Please choose a later one."),
    "role.last_administrator": _l(
        "This is the last administrator. Please give the role to somebody else first."
    ),
    "member": _l("Nobody here has this name."),
}
"""Words for the codes of this room, for its forms and for the error pages."""

ROLE_WORDS = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.FACILITATOR: _l("Facilitator"),
    Role.ASSISTANT: _l("Helps people to answer"),
    Role.CODER: _l("Reads what people wrote"),
    Role.MODERATOR: _l("Moderator"),
    Role.BOARD_MEMBER: _l("Board member"),
    Role.CHAIR: _l("Chair of the board"),
    Role.STEWARD: _l("Data steward"),
    Role.AUTHORITY: _l("Speaks for a public body"),
    Role.AUDITOR: _l("Independent auditor"),
    Role.MEMBER: _l("Member"),
}


class MemberForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that checks its own token: a stale one gives back what was typed."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Say in plain words when the token is too old."""
        stands: bool = super().validate(extra_validators)
        if "csrf_token" in self and self.csrf_token.errors:
            self.csrf_token.errors = [
                _l("This page was open for a long time. Please send it once more.")
            ]
        return stands


class NameForm(MemberForm):
    """A name to go by."""

    pseudonym = StringField(_l("The name you want to go by"))
    next = HiddenField()
    invite = HiddenField()

    def validate_pseudonym(self, field: StringField) -> None:
        """Let the rules for names judge."""
        field.data = names.tidy(field.data or "")
        problem = names.problem(field.data)
        if problem is not None:
            raise ValidationError(WORDS[f"pseudonym.{problem}"])


class PhraseForm(NameForm):
    """The eight words, shown this once, and the promise that they are written down."""

    phrase = HiddenField()
    written = BooleanField(
        _l("I have written the eight words down"),
        validators=[
            InputRequired(_l("Please write the words down first, then tick the box."))
        ],
    )

    def validate_phrase(self, field: HiddenField) -> None:
        """Take no words but ours: chosen ones can be guessed."""
        if not phrases.is_phrase(field.data or ""):
            raise ValidationError(WORDS["phrase.unreadable"])


class NewPhraseForm(MemberForm):
    """Eight new words for somebody who is signed in."""

    phrase = HiddenField()
    written = PhraseForm.written
    validate_phrase = PhraseForm.validate_phrase


class SignInForm(MemberForm):
    """A name and its eight words."""

    pseudonym = StringField(
        _l("Your name here"),
        validators=[InputRequired(_l("Please enter your name."))],
    )
    phrase = TextAreaField(
        _l("Your eight words"),
        validators=[InputRequired(_l("Please enter your eight words."))],
    )
    next = HiddenField()


class SignOutForm(MemberForm):
    """Nothing but the wish."""

    everywhere = BooleanField(_l("On all my devices"))


class LeaveForm(MemberForm):
    """The wish to be forgotten."""

    messages = BooleanField(_l("Take my published messages away as well"))
    sure = BooleanField(
        _l("Yes, delete my account"),
        validators=[InputRequired(_l("Please tick the box if you are sure."))],
    )


class EndRoleForm(MemberForm):
    """The end of a role."""

    motion = StringField(
        _l("Motion of the board (for an auditor)"), validators=[Length(max=80)]
    )


class GrantForm(MemberForm):
    """A role for a member."""

    pseudonym = StringField(
        _l("The member's name"),
        validators=[InputRequired(_l("Please enter the member's name."))],
    )
    role = SelectField(
        _l("Role"),
        choices=[
            SelectChoice("", _l("Please choose")),
            *(
                SelectChoice(role.value, words)
                for role, words in ROLE_WORDS.items()
                if role is not Role.MEMBER
            ),
        ],
        validators=[InputRequired(_l("Please choose a role."))],
    )
    authority_id = SelectField(_l("Public body"), validators=[Optional()])
    until = DateField(_l("Last day (may stay empty)"), validators=[Optional()])
    motion = StringField(
        _l("Motion of the board (for an auditor)"), validators=[Length(max=80)]
    )

    def offer(self, bodies: list[tuple[int, Any]]) -> "GrantForm":
        """Offer these public bodies, as (id, name)."""
        self.authority_id.choices = [
            SelectChoice("", _l("No public body")),
            *(SelectChoice(str(body_id), name) for body_id, name in bodies),
        ]
        return self
