"""Forms with which a public body answers, and the board replies."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    RadioField,
    SelectChoice,
    TextAreaField,
)
from wtforms.validators import DataRequired

from deliberation.proposals.asks import GIVEN_STATES
from deliberation.proposals.forms import ANSWER_WORDS, CHOSEN, LONG, NEEDED


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A public body's answer to one ask."""

    state = RadioField(
        _("Your answer"),
        [CHOSEN],
        choices=[
            SelectChoice(state.value, ANSWER_WORDS[state]) for state in GIVEN_STATES
        ],
    )
    reasons = TextAreaField(
        _("Your reasons, in plain words"),
        [DataRequired(_("Please give your reasons. People will read them.")), LONG],
    )


class ReplyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The board's reply to an answer."""

    words = TextAreaField(_("The board's reply"), [NEEDED, LONG])
