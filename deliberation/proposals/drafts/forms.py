"""Forms with which the board writes a draft, and words for what it still lacks."""

from collections.abc import Iterable

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from core.settings import LANGUAGES
from deliberation.benchmarks.forms import RIGHT_WORDS
from deliberation.proposals.evidence import EvidenceKind
from deliberation.proposals.forms import (
    ASK_WORDS,
    CHOSEN,
    LONG,
    NEEDED,
    SHORT,
    TEXT_WORDS,
)
from deliberation.proposals.readiness import Lack
from deliberation.proposals.wording import TEXTS

LACK_WORDS = {
    Lack.NO_TITLE: _("Give the proposal a title."),
    Lack.NO_MESSAGES: _("Write the main messages."),
    Lack.NO_RIGHT: _("Choose the right that it serves."),
    Lack.NO_HISTORY: _("Write the history and context."),
    Lack.NO_SYSTEM_CAUSES: _("Write what in the system causes this."),
    Lack.NO_EVIDENCE: _("Add at least one piece of evidence."),
    Lack.NO_ASK: _("Add at least one request."),
    Lack.BROKEN_EVIDENCE: _("Some evidence leads nowhere. Take it out or replace it."),
    Lack.UNKNOWN_FIGURE: _("A place for a figure in the text has no evidence."),
    Lack.LOOSE_FIGURE: _(
        "A percentage is typed by hand. Take it from the evidence instead."
    ),
    Lack.NO_MOTION: _("The board has not been asked yet."),
    Lack.NOT_ADOPTED: _("The board has not adopted this."),
    Lack.NO_QUORUM: _("Too few board members were present to decide."),
}


class TextForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The texts of a draft in one language. Only a title is needed to begin."""

    title = StringField(TEXT_WORDS["title"], [NEEDED, SHORT])
    right_served = SelectField(
        _("The right that it serves"),
        choices=[
            SelectChoice("", _("Not chosen yet")),
            *(SelectChoice(right.value, words) for right, words in RIGHT_WORDS.items()),
        ],
    )
    messages = TextAreaField(TEXT_WORDS["messages"], [LONG])
    problem = TextAreaField(TEXT_WORDS["problem"], [LONG])
    history_and_context = TextAreaField(TEXT_WORDS["history_and_context"], [LONG])
    system_causes = TextAreaField(TEXT_WORDS["system_causes"], [LONG])
    options = TextAreaField(TEXT_WORDS["options"], [LONG])
    equity = TextAreaField(TEXT_WORDS["equity"], [LONG])

    def texts(self) -> dict[str, str]:
        """Return the texts by name."""
        return {name: self[name].data or "" for name in TEXTS}


class EvidenceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One piece of evidence, chosen from what is public."""

    source = SelectField(_("What it rests on"), [CHOSEN])
    shows = TextAreaField(_("What it shows, in plain words"), [NEEDED, LONG])
    limits = TextAreaField(_("What it cannot say"), [LONG])

    def chosen(self) -> tuple[EvidenceKind, int]:
        """Return the kind and the id of what was chosen."""
        kind, _colon, source_id = self.source.data.partition(":")
        return EvidenceKind(kind), int(source_id)


class AskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One ask to one public body."""

    authority = SelectField(_("Who should answer"), [CHOSEN], coerce=int)
    kind = RadioField(
        _("What is asked for"),
        [CHOSEN],
        choices=[SelectChoice(kind.value, words) for kind, words in ASK_WORDS.items()],
    )
    wording = TextAreaField(_("The request in one or two sentences"), [NEEDED, LONG])


def motion_wording(number: str) -> dict[str, str]:
    """Return the text of the motion that adopts a proposal, in every language."""
    said = {}
    for code in LANGUAGES:
        with force_locale(code):
            said[code] = gettext(
                "The board adopts proposal %(number)s and sends it to the public "
                "bodies that it names.",
                number=number,
            )
    return said


def evidence_form(sources: Iterable[tuple[str, str, str]]) -> EvidenceForm:
    """Return the form with what can be cited, as (``kind:id``, words, group)."""
    form = EvidenceForm()
    form.source.choices = [
        SelectChoice(value, words, optgroup=group) for value, words, group in sources
    ]
    return form


def ask_form(authorities: Iterable[tuple[int, str]]) -> AskForm:
    """Return the form with the public bodies that can be asked."""
    form = AskForm()
    form.authority.choices = [
        SelectChoice(value, words) for value, words in authorities
    ]
    return form
