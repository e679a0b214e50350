"""The coders' forms, and words for what is refused."""

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from accounts.forms import MemberForm
from core.errors import NotFound
from core.i18n import language
from core.settings import LANGUAGES
from surveys.findings.coding.answers.service import (
    LONGEST_NOTE,
    LONGEST_TRANSLATION,
    Typed,
)
from surveys.findings.coding.models import CodeEntry, Coding

WORDS = {
    "coding.unknown": _l("There are no such answers to read."),
    "coding.not_a_coder": _l(
        "Only the two coders of this question read what people wrote."
    ),
    "coding.seated": _l("You are one of the two coders already."),
    "coding.seats_taken": _l("Two colleagues code these answers already."),
    "coding.two_coders": _l("Two coders are needed before it can begin."),
    "coding.no_codebook": _l("The codebook is still empty."),
    "coding.not_now": _l("A colleague was faster: this has gone on already."),
    "coding.no_text": _l("There is no such answer for you to read."),
    "coding.code_unknown": _l(
        "One of these codes is not in the codebook any more. Please look again."
    ),
    "coding.too_long": _l("This is too long. Please use fewer letters."),
    "coding.other_page": _l(
        "You kept something else for this answer on another page. What you ticked "
        "and typed here stands below: keep it, and it takes the other's place."
    ),
}
"""Words for the codes of this room, for its forms and for the error pages."""


class ActForm(MemberForm):
    """A button and nothing else."""


class CodingForm(MemberForm):
    """One answer: its codes, a note, a translation; each button is an act."""

    text_id = HiddenField()
    seen = IntegerField(default=0, validators=[Optional()])
    codes = SelectMultipleField(_l("Which codes does this answer bear?"))
    note = TextAreaField(
        _l("A note to yourself and to the other coder"),
        validators=[Length(max=LONGEST_NOTE, message=WORDS["coding.too_long"])],
    )
    translation = TextAreaField(
        _l("Your translation of this answer"),
        validators=[Length(max=LONGEST_TRANSLATION, message=WORDS["coding.too_long"])],
    )
    into = HiddenField()
    act = StringField()

    def offer(self, entries: Collection[CodeEntry], ticked: Collection[str]) -> None:
        """Offer the codes of the codebook; one that is gone since stays known here."""
        known = {each.key for each in entries} | set(ticked)
        self.codes.choices = [SelectChoice(key, key) for key in sorted(known)]

    def typed(self) -> Typed:
        """Return what the coder says.

        Raises:
            NotFound: the form names no answer.
        """
        return Typed(
            text_id=uuid_of(self.text_id.data),
            seen=self.seen.data or 0,
            codes=tuple(self.codes.data or ()),
            note=(self.note.data or "").strip(),
            translation=(self.translation.data or "").strip(),
            language=self.into.data if self.into.data in LANGUAGES else "",
            pass_on=self.act.data == "pass_on",
        )


def uuid_of(typed: str | None) -> UUID:
    """Return the key of an answer.

    Raises:
        NotFound: this is none.
    """
    try:
        return UUID(typed or "")
    except ValueError:
        raise NotFound("coding.no_text") from None


def filled(coding: Coding, own_translation: str) -> CodingForm:
    """Return the form of an answer with what its coder kept before."""
    into = "" if coding.open_text.language == language() else language()
    return CodingForm(
        formdata=None,
        text_id=str(coding.open_text_id),
        seen=coding.revision,
        codes=coding.codes,
        note=coding.note,
        translation=own_translation,
        into=into,
    )
