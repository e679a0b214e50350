"""The form for a quote, and words for what is refused."""

import re

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from accounts.forms import MemberForm
from core.i18n import language
from surveys.findings.coding.answers.forms import WORDS as ANSWER_WORDS
from surveys.findings.stories.models import QuoteKind
from surveys.findings.stories.quotes.redaction import DETAILS, MARKS, NAME
from surveys.findings.stories.quotes.service import QuoteWording

WORDS = {
    **ANSWER_WORDS,
    "themes.unknown": _l("There is no such theme."),
    "quote.unknown": _l("There is no such quote."),
    "quote.no_consent": _l("Whoever wrote this did not say that it may be quoted."),
    "quote.two_people": _l("The other coder has to agree to what you proposed."),
    "quote.proposed": _l("These words are proposed for a theme already."),
    "quote.enough": _l("A theme has at most %(most)s quotes."),
    "quote.changed": _l("This quote was changed meanwhile. Please look again."),
    "quote.paraphrase_only": _l(
        "Fewer than 50 people answered, in all or in this language. "
        "Their own words could show who they are: say it in yours."
    ),
    "quote.empty": _l("Please write the words that are to be shown."),
    "quote.too_long": _l("A quote has at most 500 letters."),
    "quote.not_the_words": _l(
        "These are not the writer's words in their order. Put a mark where something "
        "could tell who it is, and mend nothing else, not even mistakes."
    ),
    "quote.too_alike": _l(
        "This has five words in a row from the original. Say it in other words."
    ),
}
"""Words for the codes of this room, for its forms and for the error pages."""


MARK_WORDS = {NAME: _l("[name removed]"), DETAILS: _l("[details removed]")}
"""Words for the marks, for a reader who does not read their language."""


_AROUND_MARKS = re.compile(f"({'|'.join(map(re.escape, MARK_WORDS))})")


def in_readers_words(shown: str) -> Markup:
    """Return a redacted text with each mark in the language of the page."""
    found = Markup()
    for part in _AROUND_MARKS.split(shown):
        words = MARK_WORDS.get(part)
        found += (
            escape(part)
            if words is None
            else Markup('<bdi lang="{}">{}</bdi>').format(language(), words)
        )
    return found


def marks_to_type() -> list[str]:
    """Return the marks in the language of the page."""
    return [str(MARK_WORDS.get(mark, mark)) for mark in MARKS]


def typed_marks(kept: str) -> str:
    """Return a text as it is kept, with its marks as they are typed on this page."""
    for mark, words in MARK_WORDS.items():
        kept = kept.replace(mark, str(words))
    return kept


def kept_marks(typed: str) -> str:
    """Return a text that was typed on this page, with its marks as they are kept."""
    for mark, words in MARK_WORDS.items():
        typed = typed.replace(str(words), mark)
    return typed


class QuoteForm(MemberForm):
    """The words to be shown of one text; each button is an act."""

    text_id = HiddenField()
    quote_id = IntegerField(validators=[Optional()])
    seen = IntegerField(default=0, validators=[Optional()])
    kind = RadioField(
        _l("Whose words are these?"),
        choices=[
            SelectChoice(
                QuoteKind.WORDING.value, _l("The writer's, with marks in them")
            ),
            SelectChoice(QuoteKind.PARAPHRASE.value, _l("Ours: we say it differently")),
        ],
        default=QuoteKind.WORDING.value,
    )
    words = TextAreaField(_l("The words to be shown"))
    translation = TextAreaField(_l("Their translation"))
    act = StringField()

    def wording(self) -> QuoteWording:
        """Return what is to be shown."""
        return QuoteWording(
            QuoteKind(self.kind.data),
            kept_marks(self.words.data or "").strip(),
            language(),
            kept_marks(self.translation.data or "").strip(),
        )
