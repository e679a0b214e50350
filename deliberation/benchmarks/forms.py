"""Forms of the benchmarks' desk, and words for codes and keys of this room."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accounts.forms import MemberForm
from accounts.models import Authority
from core.i18n import language, plain_text
from deliberation.benchmarks.frozen_table import NO_ANSWER, group_keys
from deliberation.benchmarks.indicator import Denominator
from deliberation.benchmarks.rights import RightServed
from deliberation.benchmarks.specification import BenchmarkKind, Specification
from deliberation.benchmarks.specification_faults import Fault
from deliberation.benchmarks.targets import TargetMethod
from surveys.findings.models import FrozenResult

LONGEST_TITLE = 200
LONGEST_TEXT = 4000
BETWEEN = "/"
UP, DOWN = "up", "down"

WORDS = {
    "benchmarks.unknown": _l("There is no such benchmark."),
    "benchmarks.unknown_result": _l("There is no such result to start from."),
    "benchmarks.slug_taken": _l(
        "Somebody else has just written a benchmark. Please send yours once more."
    ),
    "benchmarks.baseline_hidden": _l(
        "Too few people stand behind these answers, so their number is not shown. "
        "A benchmark cannot start from a hidden number."
    ),
    "benchmarks.not_a_share": _l("A target is a number from 0 to 100."),
    "benchmarks.reason_missing": _l("Please write why."),
    "benchmarks.target_behind": _l(
        "This target is worse than where we started. Please choose one that is not."
    ),
    "benchmarks.no_target": _l("Please choose a target first."),
    "benchmarks.not_one_board": _l("These benchmarks are not of one board."),
    "benchmarks.before_the_board": _l(
        "The board is deciding on this, so nobody can change it now."
    ),
    "benchmarks.adopted_already": _l("The board has adopted this benchmark already."),
    "benchmarks.not_adopted_by_board": _l("The board has not adopted this."),
    "benchmarks.no_result": _l("There is no result of this question in that survey."),
    "benchmarks.measured_already": _l("This survey was counted here before."),
    "benchmarks.item_changed": _l(
        "The question has changed since the start, so its answers cannot be compared."
    ),
    "benchmarks.no_board": _l("You have no seat on a board."),
    "benchmarks.stale_page": _l(
        "This page was open for a long time. Please go back and send it once more."
    ),
}
"""Words for the codes of this room, for its forms and for the error pages."""

FAULT_WORDS = {
    Fault.MISSING: _l("Please fill this in."),
    Fault.UNKNOWN: _l("Please choose one of these."),
    Fault.ACTIVITY: _l(
        "How much was done does not say whether anybody is better off. "
        "Please choose one of the other two."
    ),
    Fault.EVERY_ANSWER: _l("If every answer counts, the number is always 100 percent."),
    Fault.ONE_OPTION: _l(
        "People could tick several of these, so only one of them can be counted."
    ),
    Fault.SAME_GROUP: _l("Please choose two different groups of one kind."),
    Fault.PAST: _l("This day is over. Please choose a later one."),
}

RIGHT_WORDS = {
    RightServed.DIGNITY: _l("Dignity"),
    RightServed.NON_DISCRIMINATION: _l("Being treated fairly"),
    RightServed.PARTICIPATION: _l("Having a say"),
    RightServed.ACCOUNTABILITY: _l("Getting an answer from those in charge"),
    RightServed.CONFIDENTIALITY: _l("Keeping private things private"),
    RightServed.CONSENT: _l("Deciding for yourself"),
    RightServed.ACCESSIBILITY: _l("Being able to reach and use it"),
}
KIND_WORDS = {
    BenchmarkKind.BETTER_OFF: _l("Is anybody better off?"),
    BenchmarkKind.QUALITY: _l("How well is it done?"),
    BenchmarkKind.HOW_MUCH: _l("How much is done?"),
}
DENOMINATOR_WORDS = {
    Denominator.EVERYONE: _l("Out of everybody who took part."),
    Denominator.ASKED: _l("Out of everybody who was asked this question."),
    Denominator.ANSWERED: _l("Out of everybody who answered this question."),
}
METHOD_WORDS = {
    TargetMethod.PERCENT: _l("Better by a tenth of where we started"),
    TargetMethod.POINTS: _l("Better by so many points"),
    TargetMethod.PROJECTION: _l("Where the line through the surveys leads"),
    TargetMethod.MINIMAL_SIGNIFICANCE: _l("The smallest change that we could see"),
    TargetMethod.CONSISTENCY: _l("What a law or a national standard says"),
    TargetMethod.MAINTAIN: _l("Keep what we have"),
}


class _Boxes(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Boxes to tick, any number of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(key), label) for key, label in words.items()]


class NominationForm(MemberForm):
    """Everything that a benchmark must say of itself, but its target.

    The rules of the domain judge what is missing; they give every fault at once.
    """

    title = StringField(
        _l("Name, in everyday words"), validators=[Length(max=LONGEST_TITLE)]
    )
    why = TextAreaField(_l("Why it matters"), validators=[Length(max=LONGEST_TEXT)])
    right_served = SelectField(
        _l("The right that it serves"), choices=_choices({"": ""} | RIGHT_WORDS)
    )
    kind = RadioField(
        _l("What it tells"), choices=_choices(KIND_WORDS), validators=[Optional()]
    )
    numerator = _Boxes(_l("Which answers count?"))
    denominator = RadioField(
        _l("Out of whom?"), choices=_choices(DENOMINATOR_WORDS), validators=[Optional()]
    )
    direction = RadioField(
        _l("What is better?"),
        choices=_choices({UP: _l("A higher number"), DOWN: _l("A lower number")}),
        validators=[DataRequired(FAULT_WORDS[Fault.MISSING])],
    )
    reference_group = SelectField(_l("The group that is best off now"))
    compared_group = SelectField(_l("The group to compare it with"))
    owner_id = SelectField(_l("The public body that answers for it"))
    target_date = DateField(
        _l("The day by which the target is to be met"), validators=[Optional()]
    )
    consequence = TextAreaField(
        _l("What follows if the target is missed"),
        validators=[Length(max=LONGEST_TEXT)],
    )
    harm_to_watch = TextAreaField(
        _l("What harm could come of it, and has to be watched"),
        validators=[Length(max=LONGEST_TEXT)],
    )

    def offer(
        self,
        result: FrozenResult,
        by_group: Iterable[FrozenResult],
        owners: Iterable[Authority],
    ) -> "NominationForm":
        """List what the baseline's tables and the site have to choose from."""
        nothing = SelectChoice("", "")
        self.numerator.choices = _options(result.body)
        groups = [nothing, *(each for t in by_group for each in _groups(t.body))]
        self.reference_group.choices = groups
        self.compared_group.choices = groups
        self.owner_id.choices = [
            nothing,
            *(SelectChoice(str(each.id), plain_text(each.name)) for each in owners),
        ]
        return self

    def specification(self) -> Specification:
        """Return what was filled in."""
        breakdown, reference = _split(self.reference_group.data)
        other, compared = _split(self.compared_group.data)
        return Specification(
            title=self._words("title"),
            why=self._words("why"),
            right_served=self.right_served.data or "",
            kind=self.kind.data or "",
            numerator=tuple(self.numerator.data or ()),
            denominator=self.denominator.data or "",
            higher_is_better=self.direction.data == UP,
            target_date=self.target_date.data,
            owner_id=int(self.owner_id.data) if self.owner_id.data else None,
            consequence=self._words("consequence"),
            harm_to_watch=self._words("harm_to_watch"),
            breakdown=breakdown or other,
            reference_group=reference,
            compared_group=compared if breakdown == other else "",
        )

    def show(self, faults: Mapping[str, Fault]) -> None:
        """Put each fault beside its control."""
        for name, fault in faults.items():
            self[name].errors = [*self[name].errors, FAULT_WORDS[fault]]

    def _words(self, name: str) -> dict[str, str]:
        return {language(): (self[name].data or "").strip()}


class TargetForm(MemberForm):
    """A target by a named method, with its reason."""

    method = RadioField(
        _l("How did you choose it?"),
        choices=_choices(METHOD_WORDS),
        validators=[DataRequired(FAULT_WORDS[Fault.MISSING])],
    )
    value = StringField(
        _l("Target, in percent"), validators=[DataRequired(FAULT_WORDS[Fault.MISSING])]
    )
    reason = TextAreaField(
        _l("Why this target?"),
        validators=[
            DataRequired(WORDS["benchmarks.reason_missing"]),
            Length(max=LONGEST_TEXT),
        ],
    )

    def validate_value(self, field: StringField) -> None:
        """Take a number of percent, with a point or a comma."""
        share = share_of(field.data or "")
        if share is None or not 0 <= share <= 1:
            raise ValidationError(WORDS["benchmarks.not_a_share"])

    @property
    def share(self) -> float:
        """Return the target as a share; only after it was found valid."""
        return share_of(self.value.data or "") or 0.0


class WordingForm(MemberForm):
    """The text that the board is to decide on."""

    wording = TextAreaField(
        _l("What the board is to decide, word for word"),
        validators=[
            DataRequired(FAULT_WORDS[Fault.MISSING]),
            Length(max=LONGEST_TEXT),
        ],
    )


class MeasureForm(MemberForm):
    """A button: nothing to fill in, only a token to check."""


def share_of(percent: str) -> float | None:
    """Return typed percent as a share, or None if it is no number."""
    plain = percent.strip().rstrip("%٪").strip().replace(",", ".").replace("٫", ".")
    try:
        return float(plain) / 100
    except ValueError:
        return None


def option_words(body: Mapping[str, Any]) -> dict[str, str]:
    """Return what each option of a frozen table is called, in the page's language."""
    return {
        code: plain_text(label) or code
        for column in body["columns"]
        for code, label in zip(column["members"], column["labels"], strict=False)
        if code != NO_ANSWER
    }


def group_words(body: Mapping[str, Any]) -> dict[str, str]:
    """Return what each shown group of a frozen table is called."""
    shown = set(group_keys(body))
    return {
        row["key"]: plain_text(row["label"]) or row["key"]
        for row in body["rows"]
        if row["key"] in shown
    }


def _options(body: Mapping[str, Any]) -> Sequence[SelectChoice]:
    return [SelectChoice(code, words) for code, words in option_words(body).items()]


def _groups(body: Mapping[str, Any]) -> list[SelectChoice]:
    kind = body["breakdown"]
    return [
        SelectChoice(
            f"{kind['key']}{BETWEEN}{key}", f"{plain_text(kind['label'])}: {words}"
        )
        for key, words in group_words(body).items()
    ]


def _split(chosen: str | None) -> tuple[str, str]:
    breakdown, _between, group = (chosen or "").partition(BETWEEN)
    return breakdown, group
