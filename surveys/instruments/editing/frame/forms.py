"""Forms of what stands around the questions of a draft."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from core.errors import Invalid
from core.settings import LANGUAGES
from surveys.instruments.editing import lines
from surveys.instruments.editing.drafting import in_language
from surveys.instruments.editing.forms import (
    LONG,
    NEEDED,
    PLAIN_KEY,
    SHORT,
    DraftForm,
    Unreadable,
    expression_words,
    reason_words,
)
from surveys.instruments.editing.typed_expressions import text_of, tree_of
from surveys.instruments.expressions.tree import ExpressionRefused
from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Consent, Instrument, Licence, Repeat
from surveys.instruments.rounds import MOST_ROUNDS

ASKING = ("another", "yes", "no")


class FrameForm(DraftForm):
    """What people see before the questions, and what others may do with them."""

    title = StringField(_("Title"), [NEEDED, SHORT])
    language = SelectField(_("The language that you write in"))
    languages = SelectMultipleField(
        _("Languages beside the one you write in"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    consent = TextAreaField(_("What people agree to, one paragraph a line"), [LONG])
    agree = StringField(_("Words beside the box with which they agree"), [SHORT])
    groups = TextAreaField(_("Headings, one a line"), [LONG])
    notice = TextAreaField(_("Where the questions come from"), [LONG])
    licence = StringField(_("Name of the licence"), [NEEDED, SHORT])
    url = StringField(_("Address of the licence"), [SHORT])
    attribution = TextAreaField(_("Who has to be named"), [LONG])
    may_redistribute = BooleanField(_("Others may pass the questions on"))
    may_modify = BooleanField(_("Others may change the questions"))

    def filled(self, draft: Instrument) -> Instrument:
        """Return the draft with this around its questions.

        Raises:
            Unreadable: a field cannot be read.
        """
        own = draft.default_language
        if "language" in self and self.language.data != own:
            own = self.language.data
            draft = in_language(draft, own)
        try:
            groups = lines.groups_of(self.groups.data or "", own)
        except Invalid as error:
            raise Unreadable("groups", reason_words(error)) from error
        others = [code for code in self.languages.data if code != own]
        return replace(
            draft,
            title={own: self.title.data.strip()},
            languages=(own, *others),
            consent=self._consent(draft.consent, own),
            groups=groups,
            notice=_label(self.notice.data, own),
            licence=self._licence(),
        )

    def _consent(self, consent: Consent, own: str) -> Consent:
        typed = (line.strip() for line in (self.consent.data or "").splitlines())
        return replace(
            consent,
            lines={own: tuple(line for line in typed if line)},
            agree={own: (self.agree.data or "").strip()},
        )

    def _licence(self) -> Licence:
        return Licence(
            name=self.licence.data.strip(),
            url=(self.url.data or "").strip(),
            attribution=(self.attribution.data or "").strip(),
            may_redistribute=self.may_redistribute.data,
            may_modify=self.may_modify.data,
        )


class RepeatForm(DraftForm):
    """Questions that are asked again: how often, and what is asked in between."""

    key = StringField(_("Key"), [NEEDED, PLAIN_KEY])
    label = StringField(_("What is repeated"), [NEEDED, SHORT])
    at_most = IntegerField(
        _("How many rounds at the most"),
        [
            InputRequired(_("Please write a whole number, such as 34.")),
            NumberRange(
                1, MOST_ROUNDS, message=_("Please write a number from 1 to 20.")
            ),
        ],
    )
    count = TextAreaField(_("How many rounds there are"), [LONG])
    another = StringField(_("Or, after each round: is there another?"), [SHORT])
    yes = StringField(_("The answer for yes"), [SHORT])
    no = StringField(_("The answer for no"), [SHORT])

    def filled(self, draft: Instrument, key: str = "") -> Repeat:
        """Return the repeat as it was typed; ``key`` is that of the one to change.

        Raises:
            Unreadable: a field cannot be read, or neither way to go on is there.
        """
        own = draft.default_language
        try:
            count = tree_of(self.count.data or "", draft)
        except ExpressionRefused as refusal:
            raise Unreadable("count", expression_words(refusal)) from refusal
        asked: dict[str, Any] = {
            name: _label(self[name].data, own) for name in ASKING if count is None
        }
        if count is None and not all(asked.values()):
            raise Unreadable(
                "another",
                gettext("Say how many rounds there are, or ask, with both answers."),
            )
        label = {own: self.label.data.strip()}
        return Repeat(key or self.key.data, label, self.at_most.data, count, **asked)


def frame_typed(draft: Instrument) -> dict[str, Any]:
    """Return what stands in the fields around the questions, by name."""
    own = draft.default_language
    return {
        "title": draft.title.get(own, ""),
        "language": own,
        "languages": [code for code in draft.languages if code != own],
        "consent": "\n".join(draft.consent.lines.get(own, ())),
        "agree": draft.consent.agree.get(own, ""),
        "groups": lines.groups_text(draft.groups, own),
        "notice": (draft.notice or {}).get(own, ""),
        "licence": draft.licence.name,
        "url": draft.licence.url,
        "attribution": draft.licence.attribution,
        "may_redistribute": draft.licence.may_redistribute,
        "may_modify": draft.licence.may_modify,
    }


def repeat_typed(repeat: Repeat, draft: Instrument) -> dict[str, Any]:
    """Return what stands in the fields of a repeat, by name."""
    own = draft.default_language
    return {
        "key": repeat.key,
        "label": repeat.label.get(own, ""),
        "at_most": repeat.at_most,
        "count": text_of(repeat.count),
        **{name: (getattr(repeat, name) or {}).get(own, "") for name in ASKING},
    }


def frame_form(draft: Instrument, revision: int, *, is_new: bool) -> FrameForm:
    """Return the form of what stands around the questions, filled in as it stands.

    Only a draft that ``is_new``, without any version, may be in another language.
    """
    form = FrameForm(data={**frame_typed(draft), "revision": str(revision)})
    own = draft.default_language
    form.language.choices = [
        SelectChoice(code, name) for code, name in ({own: own} | LANGUAGES).items()
    ]
    if not is_new:
        del form.language
    form.languages.choices = [
        SelectChoice(code, name) for code, name in LANGUAGES.items() if code != own
    ]
    return form


def _label(typed: str | None, own: str) -> Label | None:
    words = (typed or "").strip()
    return {own: words} if words else None
