"""Turns the sheets of an XLSForm into an instrument, and says what came up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.instruments.lint.identity import asks_who
from surveys.instruments.questionnaire import (
    Consent,
    Group,
    Instrument,
    Licence,
    Repeat,
)
from surveys.instruments.rounds import MOST_ROUNDS
from surveys.instruments.strict_toml import Place, table
from surveys.instruments.structure import SLUG, faults
from surveys.instruments.xlsform.choices import OWN, Choices, is_yes, read_choices
from surveys.instruments.xlsform.conditions import Expressions
from surveys.instruments.xlsform.extras import read_cell, several, whole, words
from surveys.instruments.xlsform.neutral import blank_consent, neutral
from surveys.instruments.xlsform.outline import Frame, Outline, outline_of
from surveys.instruments.xlsform.questions import Questions
from surveys.instruments.xlsform.remarks import Reason, Remark, Report
from surveys.instruments.xlsform.settled import Settled, appearance, settle
from surveys.instruments.xlsform.sheets import OURS, Row, Workbook, unused
from surveys.instruments.xlsform.words import Reader

MOST_QUESTIONS = 1_500
"""More than anybody answers, each round of a repeat counted for itself."""

USUAL_ROUNDS = 10
"""Rounds of a repeat where the file does not say how many there are at most."""

_SURVEY = frozenset(
    {"type", "name", "relevant", "required", "constraint", "calculation", "appearance"}
    | {"repeat_count", "rows", "choice_filter", "default", "parameters", "read_only"}
)
_LICENCE = ("name", "url", "attribution", "may_redistribute", "may_modify")
_SETTINGS = frozenset(
    {"title", "form_id", "default_language", "version", "style", "clean_text_values"}
    | {"allow_choice_duplicates", "licence", "licence_url", "attribution"}
    | {"may_redistribute", "may_modify"}
)
_KEPT_FROM_SHOW = "All rights reserved"


@dataclass(frozen=True)
class TakenIn:
    """What a file came to: an instrument where there is no fault, and what to say."""

    instrument: Instrument | None
    faults: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    advice: tuple[Remark, ...] = ()


def take_in(
    workbook: Workbook, *, name: str, slug: str = "", report: Report | None = None
) -> TakenIn:
    """Return the instrument that sheets describe; its slug is the file's own if unsaid.

    ``name`` is what the file is called; ``report`` may hold what came up before.
    """
    report = report or Report()
    if len(workbook.survey.rows) > MOST_QUESTIONS:
        report.refuse("survey", Reason.TOO_MANY_QUESTIONS, most=str(MOST_QUESTIONS))
        return TakenIn(None, tuple(report.faults), ())
    making = _Making(workbook, name, report)
    instrument = making.instrument(slug)
    if not report.faults:
        making.check(instrument)
        making.advise(instrument)
    return TakenIn(
        None if report.faults else instrument,
        tuple(report.faults),
        tuple(report.warnings),
        tuple(report.advice),
    )


class _Making:
    """One workbook on its way to becoming an instrument."""

    def __init__(self, workbook: Workbook, name: str, report: Report) -> None:
        self.workbook, self.name, self.report = workbook, name, report
        self.reader = Reader(workbook, report)
        choices: Choices = read_choices(workbook, self.reader)
        self.outline: Outline = outline_of(workbook, self.reader)
        self.kept: list[Settled] = settle(self.outline, choices, self.reader)
        self.expressions = Expressions(self.kept, choices, report)
        self.questions = Questions(self.reader, self.expressions)
        self._report_columns(choices)

    def instrument(self, slug: str) -> Instrument:
        tongues, setting = self.reader.tongues, self.workbook.setting
        items = tuple(self.questions.item(each) for each in self.kept)
        used = {item.repeat for item in items}
        return Instrument(
            slug=slug or self._slug(),
            title=self._title(setting),
            default_language=tongues.default,
            languages=tongues.all,
            items=items,
            consent=self._consent(setting),
            licence=_licence(setting),
            groups=tuple(self._groups()),
            repeats=tuple(
                self._repeat(key, frame)
                for key, frame in self.outline.repeats.items()
                if key in used
            ),
            notice=read_cell(setting, "notice", self.report, words),
        )

    def check(self, instrument: Instrument) -> None:
        """Report what the engine would refuse, at the row it stands in."""
        if len(instrument.unrolled) > MOST_QUESTIONS:
            most = str(MOST_QUESTIONS)
            self.report.refuse("survey", Reason.TOO_MANY_QUESTIONS, most=most)
            return
        places = {each.key: each.row.place for each in self.kept}
        places |= {
            round_: places[key]
            for key, rounds in instrument.rounds.items()
            for round_ in rounds
            if key in places
        }
        frames = {key: each.row.place for key, each in self.outline.repeats.items()}
        for dotted, reason in faults(instrument):
            room, _dot, rest = dotted.partition(".")
            known = frames if room == "repeats" else places
            place = _place(rest, known) or "survey"
            self.report.refuse(place, Reason.SAID, said=reason)

    def advise(self, instrument: Instrument) -> None:
        """Say where a question asks who somebody is, at the row it stands in."""
        places = {each.key: each.row.place for each in self.kept}
        for item in instrument.items:
            found = asks_who(item, instrument.languages)
            if found is not None:
                place, (_language, said) = places.get(item.key, "survey"), found
                self.report.advise(place, Reason.ASKS_WHO, words=said)

    def _report_columns(self, choices: Choices) -> None:
        known = {"survey": _SURVEY, "choices": OWN | choices.attributes}
        known["settings"] = _SETTINGS
        for name, sheet in (
            ("survey", self.workbook.survey),
            ("choices", self.workbook.choices),
            ("settings", self.workbook.settings),
        ):
            for column in unused(sheet, known[name]):
                self.report.warn(name, Reason.COLUMN_UNUSED, column=column)

    def _slug(self) -> str:
        written = self.workbook.setting.get("form_id") or self.name
        found = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")[:60].strip("-")
        return found if SLUG.fullmatch(found) else "questions"

    def _title(self, setting: Row) -> Mapping[str, str]:
        default = self.reader.tongues.default
        own = setting.get("title") or self.name
        others = read_cell(setting, "title", self.report, words) or {}
        return {default: own, **others}

    def _consent(self, setting: Row) -> Consent:
        found: Consent | None = read_cell(setting, "consent", self.report, _consent)
        if found is None:
            self.report.warn("settings", Reason.CONSENT_IS_BLANK)
            return blank_consent(self.reader.tongues.all)
        return found

    def _groups(self) -> Iterator[Group]:
        known = self.outline.groups
        order = read_cell(self.workbook.setting, "groups", self.report, several) or ()
        used = {each.asked.group for each in self.kept}
        for key in dict.fromkeys([*order, *known]):
            if key in known and (key in used or key in order):
                yield self._group(key, known[key])

    def _group(self, key: str, frame: Frame) -> Group:
        label = self.reader.whole(frame.row, self.reader.label(frame.row))
        said = self.questions.words(label, frame.row)
        own = frame.row.get(f"{OURS}matrix")
        is_table = "table-list" in appearance(frame.row) or any(
            "list-nolabel" in appearance(each.row)
            for each in self.kept
            if each.asked.group == key
        )
        return Group(key, said, matrix=own == "true" if own else is_table)

    def _repeat(self, key: str, frame: Frame) -> Repeat:
        row, languages = frame.row, self.reader.tongues.all
        label = self.reader.label(row) or {languages[0]: key}
        count = self.expressions.tree(row.get("repeat_count"), row.place, None)
        most = read_cell(row, "at_most", self.report, whole)
        if most is None:
            most = count if isinstance(count, int) else USUAL_ROUNDS
            if count != most or most > MOST_ROUNDS:
                most = min(most, MOST_ROUNDS)
                self.report.warn(row.place, Reason.ROUNDS, most=str(most))
        asking = {
            name: read_cell(row, name, self.report, words) or neutral(name, languages)
            for name in ("another", "yes", "no")
            if count is None or row.get(f"{OURS}{name}")
        }
        label = self.questions.words(self.reader.whole(row, label), row)
        return Repeat(key, label, most, count, **asking)


def _place(rest: str, places: Mapping[str, str]) -> str | None:
    """Return where a dotted key stands; keys may have points in them themselves."""
    parts = rest.split(".")
    for length in range(len(parts), 0, -1):
        found = places.get(".".join(parts[:length]))
        if found:
            return found
    return None


def _consent(value: object) -> Consent:
    kinds = {"version": int, "lines": dict, "agree": dict}
    found = table(Place(""), value, kinds, {})
    lines = {language: several(texts) for language, texts in found["lines"].items()}
    return Consent(found["version"], lines, words(found["agree"]))


def _licence(setting: Row) -> Licence:
    """Return the licence that the settings name; else nobody else may pass it on."""
    said = {
        field: setting.get(column) or setting.get(f"{OURS}{column}")
        for field in _LICENCE
        for column in [{"name": "licence", "url": "licence_url"}.get(field, field)]
    }
    if not said["name"]:
        return Licence(_KEPT_FROM_SHOW, may_modify=True)
    return Licence(
        said["name"],
        said["url"],
        said["attribution"],
        is_yes(said["may_redistribute"]),
        is_yes(said["may_modify"]),
    )
