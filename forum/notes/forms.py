"""Forms of notes and shadow reports, and words for refusals."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError

from accounts.forms import MemberForm
from forum.notes import evidence
from forum.notes.models import NoteKind
from forum.notes.service import LONGEST_NOTE, NoteDraft
from forum.threads import forms as threads
from forum.threads import post_text

WORDS = {
    "note": _l("You have no such note."),
    "note.too_long": _l(
        "A note has at most 600 letters. Please shorten it, or write a shadow report."
    ),
    "note.behind_empty": _l("Please say who stands behind it."),
    "note.behind_too_long": _l(
        "The name has at most 120 letters. You can say more in the text."
    ),
    "note.evidence_many": _l("Please give at most ten addresses."),
    "note.evidence_no_address": _l(
        "Please write one address in each line. Each begins with https://"
    ),
}
"""Words for the codes of this room, for its forms and for the error pages."""

KIND_WORDS = {
    NoteKind.NOTE: _l("Note"),
    NoteKind.SHADOW_REPORT: _l("Shadow report"),
}


class NoteForm(threads.TitledForm):
    """A few lines beside a result."""

    words: Mapping[str, object] = {**threads.WORDS, **WORDS}
    body = TextAreaField(_l("Your note"))

    def validate_body(self, field: TextAreaField) -> None:
        """Let the rules for texts judge, and keep a note short."""
        super().validate_body(field)
        if len(post_text.clean(field.data or "")) > LONGEST_NOTE:
            raise ValidationError(WORDS["note.too_long"])

    def note(self) -> NoteDraft:
        """Return what the form sends."""
        return NoteDraft(NoteKind.NOTE, self.title.data, self.draft())


class ReportForm(threads.TitledForm):
    """A longer text about all results of a survey, and who stands behind it."""

    words: Mapping[str, object] = NoteForm.words
    body = TextAreaField(_l("Your report"))
    on_behalf_of = StringField(_l("Who stands behind it"))
    evidence = TextAreaField(_l("Addresses of pages that it rests on"))

    def validate_on_behalf_of(self, field: StringField) -> None:
        """Let the rules for titles judge."""
        behind = post_text.clean_title(field.data or "")
        problem = post_text.problem(behind, longest=post_text.LONGEST_TITLE)
        if problem is not None:
            raise ValidationError(WORDS[f"note.behind_{problem}"])

    def validate_evidence(self, field: TextAreaField) -> None:
        """Take addresses of pages and nothing else."""
        problem = evidence.problem(evidence.addresses(field.data or ""))
        if problem is not None:
            raise ValidationError(WORDS[f"note.evidence_{problem}"])

    def typed(self) -> str:
        """Return everything that others would read."""
        return f"{self.on_behalf_of.data or ''}\n{super().typed()}"

    def note(self) -> NoteDraft:
        """Return what the form sends."""
        return NoteDraft(
            NoteKind.SHADOW_REPORT,
            self.title.data,
            self.draft(),
            self.on_behalf_of.data,
            self.evidence.data,
        )


class WithdrawForm(MemberForm):
    """One button."""
