"""Forms of the board's pages, and words for what the board refuses."""

from collections.abc import Collection, Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accounts.forms import MemberForm
from core.i18n import plain_text
from deliberation.board.models import PriorityItem, Seat
from deliberation.board.motions.quorum import BallotChoice
from deliberation.board.ratings.rating_rule import HIGHEST, LOWEST
from surveys.instruments.agreement.queries import VersionLine

LONGEST_TEXT = 4000

WORDS = {
    "board.unknown": _l("There is no such board."),
    "board.unknown_exercise": _l("This board has no such rating."),
    "board.unknown_motion": _l("This board has no motion with this number."),
    "board.no_seat": _l("Only members with a seat on this board can do this."),
    "board.not_chair": _l("Only the chair of this board can do this."),
    "board.slug_taken": _l("This short name is taken. Please choose another."),
    "board.no_items": _l("Please write at least one item to rate."),
    "board.round_not_draft": _l("This round was opened before."),
    "board.round_before_open": _l("The round before is not closed yet."),
    "board.round_not_open": _l("This round is not open for ratings."),
    "board.unknown_round": _l("There is no such round."),
    "board.unknown_item": _l("There is no such item to rate."),
    "board.not_a_rating": _l("A rating is a whole number from 1 to 9."),
    "board.recused": _l("You stepped aside here, so you have no vote on it."),
    "board.too_late_to_step_aside": _l("The rating is over."),
    "board.stepped_aside_already": _l("You have stepped aside here before."),
    "board.reason_missing": _l("Please write a reason."),
    "board.empty_motion": _l("Please write a title and the text to decide on."),
    "board.motion_number_taken": _l(
        "Somebody else has just written a motion. Please send yours once more."
    ),
    "board.questions_blank": _l(
        "These questions have words in [brackets] that somebody has to fill in first."
    ),
    "board.questions_agreed": _l("These questions are agreed already."),
    "board.ballot_too_short": _l("Voting is open for at least 72 hours."),
    "board.motion_not_there": _l(
        "This motion has moved on. Somebody may have been quicker."
    ),
    "board.ballot_over": _l("The time to vote is over."),
    "board.ballot_still_open": _l(
        "Voting cannot be closed yet. It is open for at least 72 hours."
    ),
    "board.not_on_the_roll": _l("Somebody on this list has no seat here."),
    "board.stale_page": _l(
        "This page was open for a long time. Please go back and send it once more."
    ),
    "board.not_decided": _l("The board has not decided this yet."),
}
"""Words for the codes of this room, for its forms and for the error pages."""

CHOICE_WORDS = {
    BallotChoice.YES: _l("Yes"),
    BallotChoice.NO: _l("No"),
    BallotChoice.ABSTAIN: _l("I abstain"),
}


class PressForm(MemberForm):
    """A button: nothing to fill in, only a token to check."""


class RatingForm(MemberForm):
    """One member's ratings: a control per item, made by ``rating_form``."""

    item_keys: Mapping[str, str]

    def values(self) -> dict[str, int]:
        """Return what was rated, by item key."""
        given = {key: self[name].data for name, key in self.item_keys.items()}
        return {key: value for key, value in given.items() if value is not None}


def rating_form(
    items: Iterable[PriorityItem], own: Mapping[int, int], aside: Collection[int]
) -> RatingForm:
    """Return the form for some items; those in ``aside`` get no control.

    Args:
        items: what is rated.
        own: what the member rated so far, by item id.
        aside: ids of items that the member stepped aside from.
    """
    rated = [item for item in items if item.id not in aside]
    fields = {_name(item): _rating_field(item, own.get(item.id)) for item in rated}
    keys = {_name(item): item.key for item in rated}
    made = type("BoundRatingForm", (RatingForm,), fields | {"item_keys": keys})
    form: RatingForm = made()
    return form


def _name(item: PriorityItem) -> str:
    return f"item-{item.id}"


def _rating_field(item: PriorityItem, own: int | None) -> IntegerField:
    return IntegerField(
        f"{item.key}. {plain_text(item.title)}",
        default=own,
        validators=[
            Optional(),
            NumberRange(LOWEST, HIGHEST, WORDS["board.not_a_rating"]),
        ],
    )


class BallotForm(MemberForm):
    """One vote on one motion."""

    choice = RadioField(
        _l("Your vote"),
        choices=[SelectChoice(choice, words) for choice, words in CHOICE_WORDS.items()],
        validators=[DataRequired(_l("Please choose one of the three."))],
    )
    rationale = TextAreaField(
        _l("Your reason, if you want to give one"),
        validators=[Length(max=LONGEST_TEXT)],
    )


class ReasonForm(MemberForm):
    """Why a member steps aside; everybody can read it."""

    reason = TextAreaField(
        _l("Your reason"),
        validators=[
            DataRequired(WORDS["board.reason_missing"]),
            Length(max=LONGEST_TEXT),
        ],
    )


class AnotherViewForm(MemberForm):
    """What those say who are not with the majority."""

    words = TextAreaField(
        _l("Another view"),
        validators=[
            DataRequired(_l("Please write something.")),
            Length(max=LONGEST_TEXT),
        ],
    )


class MotionForm(MemberForm):
    """A text for the board to decide on."""

    title = StringField(
        _l("Title"),
        validators=[DataRequired(_l("Please write a title.")), Length(max=200)],
    )
    wording = TextAreaField(
        _l("What the board is to decide, word for word"),
        validators=[
            DataRequired(_l("Please write the text.")),
            Length(max=LONGEST_TEXT),
        ],
    )
    questions = SelectField(
        _l("Questions that this motion agrees to, if any"), default=""
    )

    def offer(self, versions: Iterable[VersionLine]) -> "MotionForm":
        """Offer these versions of questions to agree to."""
        self.questions.choices = [
            SelectChoice("", _l("No questions")),
            *(SelectChoice(str(each.id), _name_of(each)) for each in versions),
        ]
        return self

    def version_id(self) -> int | None:
        """Return the version of questions that it is about, if any."""
        return int(self.questions.data) if self.questions.data else None


def _name_of(version: VersionLine) -> str:
    title = plain_text(version.title, version.default_language)
    return str(_("%(title)s, version %(number)s", title=title, number=version.number))


class ExerciseForm(MemberForm):
    """A list of possible priorities."""

    title = StringField(
        _l("What is being rated"),
        validators=[DataRequired(_l("Please write a title.")), Length(max=200)],
    )
    items = TextAreaField(
        _l("The items, one on each line"),
        validators=[
            DataRequired(WORDS["board.no_items"]),
            Length(max=LONGEST_TEXT),
        ],
    )

    def lines(self) -> list[str]:
        """Return the items, without empty lines."""
        lines = (line.strip() for line in (self.items.data or "").splitlines())
        return [line for line in lines if line]


class _Boxes(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Boxes to tick, any number of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RollForm(MemberForm):
    """Who is present."""

    present = _Boxes(_l("Who is here?"), coerce=int)

    def offer(self, seats: Iterable[Seat]) -> "RollForm":
        """List the members who hold a seat."""
        self.present.choices = [
            SelectChoice(seat.member_id, seat.member.pseudonym if seat.member else "")
            for seat in seats
        ]
        return self
