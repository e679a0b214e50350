"""The form of one question: only the fields that its kind has a use for."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from core.errors import Invalid
from surveys.instruments.editing import lines
from surveys.instruments.editing.forms import (
    LONG,
    NEEDED,
    PRECISION_WORDS,
    SHORT,
    DraftForm,
    Unreadable,
    expression_words,
    reason_words,
)
from surveys.instruments.editing.typed_expressions import (
    text_of,
    tree_of,
    with_condition,
)
from surveys.instruments.expressions.tree import ExpressionRefused, Tree
from surveys.instruments.expressions.values import number_text
from surveys.instruments.items import Item
from surveys.instruments.kinds import (
    NUMBERS,
    SELECTS,
    SEVERAL,
    SILENT,
    Kind,
    Precision,
)
from surveys.instruments.options import Merge
from surveys.instruments.questionnaire import Instrument

ANSWERED = frozenset(Kind) - SILENT
USES: dict[str, frozenset[Kind]] = {
    "hint": ANSWERED,
    "options": SELECTS,
    "bands": NUMBERS | {Kind.CALCULATE},
    "merges": SELECTS | NUMBERS | {Kind.CALCULATE},
    "at_most": SEVERAL,
    "random_order": SELECTS,
    "choice_filter": SELECTS,
    "minimum": NUMBERS,
    "maximum": NUMBERS | {Kind.TEXT},
    "short": frozenset({Kind.TEXT}),
    "precision": frozenset({Kind.DATE}),
    "calculation": frozenset({Kind.CALCULATE}),
    "required": ANSWERED,
    "sensitive": frozenset(Kind) - {Kind.NOTE},
    "pinned": frozenset(Kind) - {Kind.NOTE},
    "constraint": ANSWERED - {Kind.ACKNOWLEDGE},
    "constraint_message": ANSWERED - {Kind.ACKNOWLEDGE},
    "default": ANSWERED - SEVERAL - {Kind.ACKNOWLEDGE},
}
SCORED = ("bands", "merges", "calculation")
"""What a score has no field for: its file alone says how it is worked out."""
FLAGS = ("required", "sensitive", "pinned", "random_order", "short")
EXPRESSIONS = ("constraint", "choice_filter", "calculation")


class ItemForm(DraftForm):
    """All that can be said of a question."""

    label = TextAreaField(_("The words of the question"), [NEEDED, LONG])
    hint = TextAreaField(_("A hint under it"), [LONG])
    options = TextAreaField(_("Answers, one a line"), [LONG])
    random_order = BooleanField(_("Show the answers in a random order"))
    at_most = StringField(_("How many answers at the most"), [SHORT])
    minimum = StringField(_("Smallest number"), [SHORT])
    maximum = StringField(_("Largest number, or most letters of a text"), [SHORT])
    bands = TextAreaField(_("Groups of numbers for the results, one a line"), [LONG])
    merges = TextAreaField(
        _("What may be put together in the results, one a line"), [LONG]
    )
    short = BooleanField(_("One line is enough"))
    precision = SelectField(
        _("How exactly"),
        choices=[
            SelectChoice(each.value, said) for each, said in PRECISION_WORDS.items()
        ],
    )
    calculation = TextAreaField(_("How it is worked out"), [LONG])
    required = BooleanField(_("It has to be answered"))
    sensitive = BooleanField(_("The answers are sensitive"))
    pinned = BooleanField(_("Pinned: it is compared from survey to survey"))
    group = SelectField(_("Heading"))
    repeat = SelectField(_("Asked again in a repeat"))
    relevant = TextAreaField(_("Ask only if"), [LONG])
    constraint = TextAreaField(_("An answer is right only if"), [LONG])
    constraint_message = TextAreaField(_("What to say if it is not right"), [LONG])
    choice_filter = TextAreaField(_("Offer an answer only if"), [LONG])
    default = StringField(_("Answer that stands there at first"), [SHORT])

    def filled(self, item: Item, draft: Instrument) -> Item:
        """Return the question as it was typed.

        Raises:
            Unreadable: a field cannot be read.
        """
        own = draft.default_language
        changed = replace(
            item,
            label={own: self.label.data.strip()},
            group=self.group.data or None,
            repeat=self.repeat.data or None,
            **{name: self[name].data for name in FLAGS if name in self},
            **self._labels(own),
            **self._lines(item, own),
            **self._numbers(item),
        )
        if "precision" in self:
            changed = replace(changed, precision=Precision(self.precision.data))
        return self._with_expressions(changed, draft)

    def _labels(self, own: str) -> dict[str, Any]:
        words = {
            name: self[name].data.strip()
            for name in ("hint", "constraint_message")
            if name in self
        }
        return {name: {own: said} if said else None for name, said in words.items()}

    def _lines(self, item: Item, own: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        try:
            for field, read in (
                ("options", lines.options_of),
                ("bands", lines.bands_of),
            ):
                if field in self:
                    found[field] = read(self[field].data or "", own)
        except Invalid as error:
            raise Unreadable(field, reason_words(error)) from error
        if found:
            known = {each.key for part in found.values() for each in part}
            found["merges"] = self._merges(item, own, known)
        return found

    def _merges(
        self, item: Item, own: str, known: set[str]
    ) -> tuple[tuple[Merge, ...], ...]:
        """Return what was typed; what nobody touched follows the answers."""
        typed = (self.merges.data or "").replace("\r\n", "\n").strip()
        if typed == lines.merges_text(item.merges, own):
            return _pruned(item.merges, known)
        try:
            return lines.merges_of(typed, own, known)
        except Invalid as error:
            raise Unreadable("merges", reason_words(error)) from error

    def _numbers(self, item: Item) -> dict[str, Any]:
        found: dict[str, Any] = {}
        numeric = ["at_most", "minimum", "maximum"]
        if item.kind in NUMBERS:
            numeric.append("default")
        elif "default" in self:
            found["default"] = self.default.data.strip() or None
        for field in numeric:
            if field in self:
                found[field] = self._number(field)
        return found

    def _number(self, field: str) -> int | float | None:
        try:
            found = lines.number(self[field].data or "")
        except Invalid as error:
            raise Unreadable(field, reason_words(error)) from error
        if field == "at_most" and isinstance(found, float):
            raise Unreadable(field, gettext("Please write a whole number, such as 34."))
        return found

    def _with_expressions(self, item: Item, draft: Instrument) -> Item:
        attributes = frozenset(
            name for each in item.options for name in each.attributes
        )
        for field in ("relevant", *EXPRESSIONS):
            if field not in self:
                continue
            typed = self[field].data or ""
            try:
                if field == "relevant":
                    item = with_condition(item, typed, draft)
                else:
                    own = attributes if field == "choice_filter" else frozenset()
                    item = _with_tree(item, field, typed, draft, own)
            except ExpressionRefused as refusal:
                raise Unreadable(field, expression_words(refusal)) from refusal
        return item


def _pruned(
    merges: tuple[tuple[Merge, ...], ...], known: set[str]
) -> tuple[tuple[Merge, ...], ...]:
    """Return what may be merged of the answers that are still there."""
    left = [
        [
            replace(merge, members=tuple(key for key in merge.members if key in known))
            for merge in level
        ]
        for level in merges
    ]
    kept = (tuple(merge for merge in level if merge.members) for level in left)
    return tuple(level for level in kept if level)


def _with_tree(
    item: Item, field: str, typed: str, draft: Instrument, own: frozenset[str]
) -> Item:
    """Return an item with an expression; one typed as it stood is left as it was."""
    tree: Tree | None = getattr(item, field)
    if typed.strip() != text_of(tree):
        tree = tree_of(typed, draft, item, own)
    changed: dict[str, Any] = {field: tree}
    return replace(item, **changed)


def item_form(item: Item, draft: Instrument, revision: int) -> ItemForm:
    """Return the form of a question, filled in as it stands."""
    form = ItemForm(data={**typed(item, draft), "revision": str(revision)})
    none = SelectChoice("", gettext("None"))
    own = draft.default_language
    form.group.choices = [
        none,
        *(SelectChoice(each.key, each.label.get(own, "")) for each in draft.groups),
    ]
    form.repeat.choices = [
        none,
        *(SelectChoice(each.key, each.label.get(own, "")) for each in draft.repeats),
    ]
    for name, kinds in USES.items():
        if item.kind not in kinds or (item.score_of and name in SCORED):
            del form[name]
    return form


def typed(item: Item, draft: Instrument) -> dict[str, Any]:
    """Return what stands in the fields of a question, by name."""
    own = draft.default_language
    numbers = {
        name: "" if value is None else number_text(value)
        for name, value in (
            ("at_most", item.at_most),
            ("minimum", item.minimum),
            ("maximum", item.maximum),
        )
    }
    default = item.default
    return {
        "label": item.label.get(own, ""),
        "hint": (item.hint or {}).get(own, ""),
        "options": lines.options_text(item.options, own),
        "bands": lines.bands_text(item.bands, own),
        "merges": lines.merges_text(item.merges, own),
        "precision": item.precision.value,
        "group": item.group or "",
        "repeat": item.repeat or "",
        "relevant": text_of(item.condition),
        "constraint_message": (item.constraint_message or {}).get(own, ""),
        "default": number_text(default)
        if isinstance(default, int | float)
        else default or "",
        **numbers,
        **{name: getattr(item, name) for name in FLAGS},
        **{name: text_of(getattr(item, name)) for name in EXPRESSIONS},
    }
