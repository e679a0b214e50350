"""The form for a question that reads oddly; it knows nobody and sets no cookie."""

from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from surveys.instruments.odd.models import LONGEST

WORDS = {
    "odd": _l(
        "Very many people have told us something about these questions just now. "
        "Please try again in an hour."
    ),
    "odd.too_long": _l("This is too long. Please use at most 300 letters."),
    "odd.unknown": _l("Nobody has told us this."),
}
"""Words for the codes of this room, for its form and for the error pages."""


class OddForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What reads oddly, in somebody's words or in none."""

    class Meta:
        """Without a token: it would put a cookie on the device of somebody unknown."""

        csrf = False

    words = TextAreaField(
        _l("What is odd about it? You can leave this empty."),
        validators=[Length(max=LONGEST, message=WORDS["odd.too_long"])],
    )
    key = HiddenField(default=lambda: uuid4().hex)

    def form_key(self) -> UUID:
        """Return what makes a double tap one; a new one where it makes no sense."""
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return uuid4()
