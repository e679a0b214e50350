"""The form of a new wave, and words for what cannot be taken as it is."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accounts.forms import MemberForm
from core.clock import today
from core.errors import DomainError
from core.i18n import plain_text
from surveys.instruments.editing.forms import CHOSEN, LONG, NEEDED, PLAIN_SLUG, SHORT
from surveys.instruments.items import Item
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.anonymity import Anonymity
from surveys.waves.forms import WORDS
from surveys.waves.planning.drawing_up import (
    LONGEST_SLUG,
    MOST_BREAKDOWNS,
    Missing,
    Ticked,
    offered,
    offered_breakdowns,
)

MODE_WORDS = {
    Anonymity.OPEN: _l(
        "Open: anybody with the link can answer, and nothing shows if somebody "
        "answers twice."
    ),
    Anonymity.CODED: _l(
        "By codes: you hand out one-time codes, each lets one person answer once, and "
        "nothing that is stored joins a code with answers."
    ),
    Anonymity.COUNTERS: _l(
        "Counts only: no answers are kept, only how many people chose what; own words "
        "are not asked for."
    ),
}
MISSING_WORDS = {
    Missing.CONDITION: _l(
        "Asked on a condition that the protection of results cannot follow. The "
        "questions in brackets are in the way:"
    ),
    Missing.NOBODY: _l("Asked of nobody, whatever people answer:"),
    Missing.CONSENT: _l("Kept with the words that it is about, and not counted:"),
    Missing.WORKED_OUT: _l("Worked out from other answers, and not offered here:"),
    Missing.NO_BANDS: _l(
        "A number without ranges, such as 18 to 24. The next version of the questions "
        "can have them:"
    ),
    Missing.NOT_COUNTED: _l("Cannot be counted in a table:"),
}
FIELD_OF = {
    "wave.exists": "slug",
    "wave.ends_before_it_begins": "closes_on",
    "counters.breakdowns": "breakdowns",
    "counters.condition": "anonymity",
    "counters.not_counted": "tables",
    "counters.own_words": "tables",
    "counters.score": "tables",
}
"""The field beside which a refusal of ``create_wave`` stands."""


def _boxes(label: Any, validator: Any) -> SelectMultipleField:
    """Return boxes to tick, any number of them."""
    return SelectMultipleField(
        label,
        [validator],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class WaveForm(MemberForm):
    """All that a wave in draft is made of."""

    title = StringField(_l("Title"), [NEEDED, SHORT], render_kw={"dir": "auto"})
    slug = StringField(
        _l("Name in addresses"),
        [NEEDED, Length(max=LONGEST_SLUG), PLAIN_SLUG],
        render_kw={"dir": "ltr"},
    )
    opens_on = DateField(_l("First day"), [Optional()])
    closes_on = DateField(_l("Last day"), [Optional()])
    anonymity = RadioField(
        _l("How are people kept unknown?"),
        [CHOSEN],
        choices=[SelectChoice(mode.value, words) for mode, words in MODE_WORDS.items()],
    )
    tables = _boxes(
        _l("Which questions may be published?"),
        InputRequired(_l("Please choose at least one question.")),
    )
    breakdowns = _boxes(
        _l("By which questions are people grouped?"),
        Length(
            max=MOST_BREAKDOWNS,
            message=_l("Please choose at most %(max)d questions."),
        ),
    )
    sponsor = TextAreaField(_l("Who asks, and who pays for it?"), [NEEDED, LONG])
    recruitment = TextAreaField(_l("How are people reached?"), [NEEDED, LONG])

    def offer(self, instrument: Instrument) -> "WaveForm":
        """List what an instrument lets somebody choose from."""
        own = instrument.default_language
        self.tables.choices = _choices(offered(instrument), own)
        self.breakdowns.choices = _choices(offered_breakdowns(instrument), own)
        return self

    def validate_closes_on(self, field: DateField) -> None:
        """Refuse a last day that is over."""
        if field.data is not None and field.data < today():
            raise ValidationError(_("This day is over. Please choose a later one."))

    @property
    def ticked(self) -> Ticked:
        """Return what the plan is drawn up from."""
        return Ticked(
            title=self.title.data.strip(),
            tables=self.tables.data,
            breakdowns=self.breakdowns.data,
            method={
                key: self[key].data.strip().replace("\r\n", "\n")
                for key in ("sponsor", "recruitment")
            },
        )

    def blame(self, refusal: DomainError) -> None:
        """Say at a field why no wave can be made of this."""
        name, words = refused_field(refusal)
        self[name].errors = [*self[name].errors, words]


def refused_field(refusal: DomainError) -> tuple[str, str]:
    """Return the name of the field that a refusal is about, and its words."""
    if isinstance(refusal, FileRefused):
        first = refusal.key.removeprefix("method.").partition(".")[0]
        words = _("The plan does not hold: %(reason)s", reason=refusal.reason)
        return (first if first in WaveForm.__dict__ else "tables"), str(words)
    return FIELD_OF[refusal.code], str(WORDS[refusal.code]) % refusal.facts


def _choices(items: Sequence[Item], own: str) -> list[Any]:
    return [SelectChoice(each.key, _name(each, own)) for each in items]


def _name(item: Item, own: str) -> str:
    question = plain_text(item.label, own)
    mark = f" ({_('sensitive')})" if item.sensitive else ""
    return str(_("%(key)s: %(question)s", key=item.key, question=question)) + mark
