"""The words of the editor: kinds, faults, differences, refusals; its small forms."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from core.errors import Invalid
from core.i18n import direction
from core.settings import LANGUAGES
from surveys.instruments.editing.differences import Change
from surveys.instruments.editing.readiness import Lack
from surveys.instruments.faults.forms import reason_in_words
from surveys.instruments.forms import KIND_WORDS
from surveys.instruments.forms import WORDS as INSTRUMENT_WORDS
from surveys.instruments.item_structure import KEY
from surveys.instruments.kinds import Precision
from surveys.instruments.structure import SLUG

PRECISION_WORDS = {
    Precision.DAY: _("Day, month and year"),
    Precision.MONTH: _("Month and year"),
    Precision.YEAR: _("Year only"),
}
LACK_WORDS = {
    Lack.TITLE: _("There is no title yet."),
    Lack.CONSENT: _("There is no text yet that says what people agree to."),
    Lack.AGREE: _("There are no words yet beside the box with which people agree."),
    Lack.WORDS: _("This question has no words yet."),
    Lack.OPTION_WORDS: _("An answer of this question has no words yet."),
    Lack.OTHER_KIND: _(
        "An earlier version used this key for another kind of question. "
        "Take this question out and add it again under a new key."
    ),
}
CHANGE_WORDS = {
    Change.ADDED: _("This question is new."),
    Change.REMOVED: _("This question was taken out."),
    Change.KIND: _("The kind of question changed."),
    Change.WORDING: _("The wording changed."),
    Change.OPTIONS: _("The answers to choose from changed."),
    Change.ORDER: _("The order of the answers changed."),
    Change.BOUNDS: _("What can be answered changed."),
    Change.ASKED: _("Who is asked changed."),
    Change.PLACE: _("It stands behind another question now."),
    Change.HEADING: _("It stands under another heading now."),
    Change.RULES: _("Its rules changed (must be answered, pinned)."),
    Change.SENSITIVE: _(
        "It is marked as sensitive now: only larger groups of answers are published."
    ),
    Change.NOT_SENSITIVE: _(
        "It is no longer marked as sensitive: smaller groups of answers can be "
        "published."
    ),
    Change.PUBLISHING: _("How answers may be put together for publishing changed."),
    Change.TRANSLATION: _("A translation changed."),
    Change.TITLE: _("The title changed."),
    Change.CONSENT: _("What people agree to changed."),
    Change.NOTICE: _("The notice changed."),
    Change.LICENCE: _("The licence changed."),
}
WORDS = {
    "draft.unknown": _("There is no draft at this address."),
    "draft.no_question": _("This question is not in the draft. Was it taken out?"),
    "draft.no_repeat": _("This repeat is not in the draft. Was it taken out?"),
    "draft.no_version": _("There is no version to begin with."),
    "draft.exists": _("There is a draft with this name already."),
    "draft.key_taken": _("Another question has this key."),
    "draft.stale": _(
        "A colleague saved this draft while you were at it. Nothing of yours is lost: "
        "it stands below. Saving again puts it in the place of what they saved."
    ),
    "draft.language_stays": _(
        "There is a version of these questions, so they stay in the language that "
        "they are written in."
    ),
    "draft.language_taken": _(
        "Somebody translated into this language already, so the words above cannot be "
        "in it too."
    ),
    "draft.only_translations": _(
        "The licence of these questions lets nobody change them. "
        "Translations can be added, and the consent text is yours to write."
    ),
    "instrument.not_to_change": INSTRUMENT_WORDS["instrument.not_to_change"],
    "draft.faults": _("Something is still wrong. The page of the draft says what."),
    "draft.no_preview": _(
        "Something is still wrong, so this cannot be walked through yet. "
        "The page of the draft says what."
    ),
    "draft.pinned": _(
        "A pinned question would change. Say of each that its series may break."
    ),
    "lines.half": _("Line %(line)s needs a key and words, such as: yes | Yes"),
    "lines.mark": _("Line %(line)s: it is not known what this means: %(mark)s"),
    "lines.no_range": _("Line %(line)s needs a range at its end, such as 18..24"),
    "lines.no_members": _(
        "Line %(line)s needs keys at its end, such as: asked | Asked | yes, gave_up"
    ),
    "lines.no_answer": _("Line %(line)s: nothing above has the key %(key)s."),
    "lines.merged_twice": _(
        "Line %(line)s: %(key)s is put together with others already. "
        "An empty line begins the next step."
    ),
    "lines.no_number": _("Please write a number, such as 18 or 0.5."),
}

NEEDED = DataRequired(_("Please write something here."))
CHOSEN = InputRequired(_("Please choose one."))
SHORT = Length(max=200, message=_("Please use fewer letters."))
LONG = Length(max=8_000, message=_("Please use fewer letters."))
PLAIN_KEY = Regexp(
    f"({KEY.pattern})?$",
    message=_("A key begins with a letter and has letters, digits or _ after it."),
)
PLAIN_SLUG = Regexp(
    f"{SLUG.pattern}$",
    message=_("Please use small letters, digits and single hyphens."),
)


class Unreadable(Exception):
    """What was typed into one field cannot be read; the words say why."""

    def __init__(self, field: str, words: str) -> None:
        """Keep the field's name and the words."""
        super().__init__(words)
        self.field = field
        self.words = words


CODE = frozenset(
    {"key", "url", "licence", "at_most", "minimum", "maximum", "count", "calculation"}
    | {"relevant", "constraint", "choice_filter"}
)
"""Fields that hold no words: they stand from left to right in any language."""


class DraftForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that knows which revision of the draft it was filled in beside."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        """Return the revision that the person saw; 0 where the form lost it."""
        typed = self.revision.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

    def written_in(self, code: str) -> None:
        """Let words stand as their language is written, and code as code is."""
        for field in self:
            if isinstance(field, StringField) and not isinstance(field, HiddenField):
                is_code = field.name in CODE
                words = {"lang": code, "dir": direction(code)}
                field.render_kw = {"dir": "ltr"} if is_code else words

    def blame(self, unreadable: Unreadable) -> None:
        """Say beside a field why it cannot be read."""
        field = self[unreadable.field]
        field.errors = [*field.errors, unreadable.words]

    def beside(self, saved: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the name and the saved words of each field that says another now."""
        for field in self:
            if field.name in saved and _plain(saved[field.name]) != _plain(field.data):
                yield field.label.text, _in_words(field, saved[field.name])


class BeginForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A draft from scratch."""

    title = StringField(_("Title"), [NEEDED, SHORT], render_kw={"dir": "auto"})
    slug = StringField(
        _("Name in addresses"),
        [NEEDED, Length(max=80), PLAIN_SLUG],
        render_kw={"dir": "ltr"},
    )
    language = SelectField(
        _("The language that you write in"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


class AddForm(DraftForm):
    """A new question: its kind and its words; the rest comes after."""

    kind = RadioField(
        _("What kind of question is it?"),
        [CHOSEN],
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
    )
    label = TextAreaField(_("The words of the question"), [NEEDED, LONG])
    key = StringField(_("Key"), [PLAIN_KEY])


class VersionForm(DraftForm):
    """The one button under all differences."""


def reason_words(error: Invalid) -> str:
    """Return in words what the lines of a field lack."""
    return str(WORDS[error.code] % error.facts)


def expression_words(reason: object) -> str:
    """Return in words why an expression cannot be read; in English where none fit."""
    said = reason_in_words(str(reason)) or reason
    return str(gettext("This condition cannot be read: %(reason)s", reason=said))


def _plain(value: object) -> str:
    return str(value or "").replace("\r\n", "\n").strip()


def _in_words(field: Any, value: object) -> str:
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    chosen = dict(getattr(field, "named", {})).get(value, value)
    return _plain(chosen)
