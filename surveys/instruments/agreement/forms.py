"""The form that opens comments, and words for what this room says and refuses."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import InputRequired

from accounts.forms import MemberForm
from core.clock import today
from surveys.instruments.kinds import Kind

USUAL_DAYS = timedelta(days=14)

WORDS = {
    "instrument.unknown": _l("There are no such questions."),
    "instrument.comments_over": _l("This day is over. Please choose a later one."),
    "instrument.is_agreed": _l(
        "These questions are agreed already, and cannot be changed any more."
    ),
    "instrument.no_decision": _l("Please say who decided, where and when."),
}
"""Words for the codes of this room, for its forms and for the error pages."""

KIND_WORDS = {
    Kind.SELECT_ONE: _l("One answer"),
    Kind.SELECT_MULTIPLE: _l("You can tick more than one."),
    Kind.SCALE: _l("One point of a scale"),
    Kind.RANK: _l("Answers in an order"),
    Kind.INTEGER: _l("A number"),
    Kind.DECIMAL: _l("A number"),
    Kind.DATE: _l("A date"),
    Kind.TEXT: _l("In your own words"),
    Kind.ACKNOWLEDGE: _l("A box to tick"),
}

LIMITED_WORDS = {
    Kind.SELECT_MULTIPLE: _l("You can tick several, %(most)s at the most."),
    Kind.RANK: _l("Give places to %(most)s of the answers: 1 comes first."),
}
"""The same where ``at_most`` answers may be picked."""


class CommentsForm(MemberForm):
    """Until when residents are asked what they think."""

    until = DateField(
        _l("Last day for comments"),
        default=lambda: today() + USUAL_DAYS,
        validators=[InputRequired(_l("Please choose a day."))],
    )
