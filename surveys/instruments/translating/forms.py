"""The words of translating, and what comes back from its pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict

from core.settings import LANGUAGES
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating.desk import Filter, Mode, Refusal, Row, Typed
from surveys.instruments.translating.states import State, progress_of
from surveys.instruments.xlsform.forms import BUSY

STATE_WORDS = {
    State.DRAFT: _("Draft"),
    State.REVIEWED: _("Reviewed by somebody else"),
    State.AGREED: _("Agreed by all who checked it"),
    State.PRETESTED: _("Tried out with people who speak it"),
}
FILTER_WORDS = {
    Filter.ALL: _("All texts"),
    Filter.MISSING: _("Missing"),
    Filter.DRAFT: _("Drafts"),
    Filter.CHANGED: _("Changed since they were translated"),
    Filter.DECIDE: _("To be decided"),
}
REFUSAL_WORDS = {
    Refusal.UNKNOWN: _("There is no such text in the draft."),
    Refusal.SOURCE: _("The text to translate has changed since."),
    Refusal.NEWER: _("Somebody changed this translation since the file was made."),
    Refusal.PLACEHOLDERS: _("What stands in ${...} must be the same in both texts."),
    Refusal.OWN: _(
        "You wrote this yourself. It stays a draft until somebody else has checked it."
    ),
    Refusal.LICENCE: _("This text came with a licence that lets nobody change it."),
    Refusal.LONG: _("This text is too long. Please make it shorter."),
}
READER_WORDS = {
    State.DRAFT: _("Translation: a draft."),
    State.REVIEWED: _("Translation: reviewed."),
    State.AGREED: _("Translation: agreed."),
    State.PRETESTED: _("Translation: tried out with readers."),
}
WORDS = {
    "translation.no_language": _("This draft is not translated into that language."),
    "translation.stale": _(
        "Somebody else wrote here in the meantime. Nothing of yours is lost: it stands "
        "below, beside what they wrote. Saving again puts yours in its place."
    ),
    "translation.refused": _("Nothing was saved yet. Please look at the texts marked."),
    "translation.file_large": _("This file is too large."),
    "translation.busy": BUSY,
    "translation.no_po": _("This is no PO file that can be read."),
    "translation.no_xlsx": _("This is no spreadsheet that can be read."),
    "translation.no_columns": _("The spreadsheet lacks these columns: %(columns)s"),
}
MOST_ON_A_PAGE = 25


class FileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A file that came back from a translator."""

    file = FileField(_("PO or XLSX file"), [FileRequired(_("Please choose a file."))])


@dataclass(frozen=True)
class Shown:
    """One text on the page: what stands in its fields, and what is wrong with it."""

    row: Row
    text: str
    state: State
    choice: int | None = None
    fault: str = ""
    saved: str | None = None


def typed_of(form: MultiDict[str, str]) -> list[Typed]:
    """Return what a page sent of its texts; what makes no sense counts as not sent."""
    return [
        _typed(form, number)
        for number in range(MOST_ON_A_PAGE)
        if form.get(f"mode-{number}") in set(Mode)
    ]


def _typed(form: MultiDict[str, str], number: int) -> Typed:
    state, choice = form.get(f"state-{number}"), form.get(f"choice-{number}", "")
    text = form.get(f"text-{number}", "").replace("\r\n", "\n").strip()
    return Typed(
        key=form.get(f"key-{number}", ""),
        mode=Mode(form[f"mode-{number}"]),
        text=text,
        seen=form.get(f"seen-{number}", ""),
        state=State(state) if text and state in set(State) else None,
        choice=int(choice) if choice in {"0", "1"} else None,
    )


def as_it_stands(row: Row) -> Shown:
    """Return a text as the page shows it first."""
    return Shown(row, row.text, row.state or State.DRAFT)


def as_typed(row: Row, typed: Typed, *, clashes: bool, reason: Refusal | None) -> Shown:
    """Return a text as it was typed, with what somebody else saved beside it."""
    shown = Shown(row, typed.text, typed.state or State.DRAFT, typed.choice)
    if reason is not None:
        return replace(shown, fault=str(REFUSAL_WORDS[reason]))
    if clashes:
        return replace(shown, saved=row.text)
    return shown


def states_in_words(by_state: Mapping[State, int]) -> list[tuple[str, int]]:
    """Return how many texts are how far, the furthest last."""
    return [(str(STATE_WORDS[state]), by_state.get(state, 0)) for state in State]


def reader_words(instrument: Instrument, language: str) -> str:
    """Return what a reader is told of the translation they see; empty where it is none.

    Written once a page that is kept in memory: it counts every text.
    """
    if language == instrument.default_language or language not in instrument.languages:
        return ""
    found = progress_of(instrument, language)
    own = LANGUAGES.get(instrument.default_language, instrument.default_language)
    said = [] if found.lowest is None else [str(READER_WORDS[found.lowest])]
    if found.changed:
        said.append(
            ngettext(
                "%(num)s text changed in %(language)s after it was translated.",
                "%(num)s texts changed in %(language)s after they were translated.",
                found.changed,
                language=own,
            )
        )
    if found.missing:
        said.append(
            ngettext(
                "%(num)s text is not translated and stands in %(language)s.",
                "%(num)s texts are not translated and stand in %(language)s.",
                found.missing,
                language=own,
            )
        )
    return " ".join(said)
