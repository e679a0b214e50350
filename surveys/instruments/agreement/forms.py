"""The form that opens comments, and words for what this room says and refuses."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import InputRequired

from accounts.forms import MemberForm
from core.clock import today

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


class CommentsForm(MemberForm):
    """Until when residents are asked what they think."""

    until = DateField(
        _l("Last day for comments"),
        default=lambda: today() + USUAL_DAYS,
        validators=[InputRequired(_l("Please choose a day."))],
    )
