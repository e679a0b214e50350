"""The explorer: what can be asked of a release, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from core.db import Words
from core.i18n import plain_text, text
from surveys.findings.equity.forms import change_measures
from surveys.findings.figures.side_by_side import is_same_question
from surveys.findings.forms import default_language, pinned_of
from surveys.findings.models import Release
from surveys.findings.queries import breakdowns_of
from surveys.findings.reading.exploring.asked import Choice, all_groups, read_choice
from surveys.findings.reading.exploring.trends.forms import trend_measures
from surveys.findings.reading.exploring.wording.forms import (
    beside_earlier,
    beside_reference,
    over_waves,
)
from surveys.findings.reading.forms import gap_sentence
from surveys.findings.reading.queries import ALL_WAVES, InWave
from surveys.findings.showing.forms import shown, span_note
from surveys.findings.showing.measures import Measures
from surveys.findings.weighting.forms import weighted_change
from surveys.findings.whole.forms import average_changes
from surveys.instruments.queries import instrument_of


@dataclass(frozen=True)
class Found:
    """The tables of one question that an address asks for.

    ``other`` is that of another wave; ``all`` are those of every wave, of which only
    the ones to be shown have their bodies.
    """

    own: InWave
    other: InWave | None
    all: Sequence[InWave]

    @property
    def pair(self) -> tuple[InWave, InWave] | None:
        """The earlier and the later of two waves."""
        if self.other is None:
            return None
        first, second = sorted((self.own, self.other), key=self.all.index)
        return first, second


class Explorer:
    """A release, with what can be asked of it."""

    def __init__(self, release: Release) -> None:
        """Take a release with its wave and version."""
        self.release = release
        self.default = default_language(release)
        # By one grouping each; the plan's order is that of the numbers.
        self.declared = {
            item: [by for by in breakdowns if isinstance(by, str)]
            for item, breakdowns in breakdowns_of(release).items()
        }
        self.groups = all_groups(self.declared.values())

    def read(self, address: Mapping[str, str]) -> Choice:
        """Return what an address asks for.

        Raises:
            NotFound: it names a question or a grouping that there is not.
        """
        return read_choice(
            address, questions=len(self.declared), groups=len(self.groups)
        )

    def question(self, choice: Choice) -> str:
        """Return the key of the question that is asked for."""
        return list(self.declared)[choice.question - 1]

    def breakdown(self, choice: Choice) -> str:
        """Return the breakdown whose table is shown; empty for everybody together.

        Where the plan declares no such table of the question, that of everybody.
        """
        wanted = self.groups[choice.by - 1] if choice.by else ""
        return wanted if wanted in self.declared[self.question(choice)] else ""

    def piece(
        self, choice: Choice, waves: Sequence[InWave], questions: Sequence[Words]
    ) -> str:
        """Return the form and what was found, as a piece of the page.

        ``waves`` are the tables of the question, ``questions`` the words of all.
        """
        own = next(each for each in waves if each.release_id == self.release.id)
        others = [each for each in waves if each.slug == choice.wave != own.slug]
        found = Found(own, next(iter(others), None), waves)
        return render_template(
            "findings/_explorer.html",
            release=self.release,
            number=choice.question,
            default=self.default,
            fields=self._fields(choice, found, questions),
            notices=self._notices(choice, found),
            span_note=span_note(),
            **self._results(choice, found),
        )

    def _fields(
        self, choice: Choice, found: Found, questions: Sequence[Words]
    ) -> list[dict[str, Any]]:
        """Return what each list of the form offers, and what is chosen."""
        say = self._say
        asked = [(n, f"{n}. {say(each)}") for n, each in enumerate(questions, 1)]
        named = self.release.summary["groups"]
        groups = [(0, _("Everybody together"))]
        groups += [
            (number, say(named[key]["label"]) if key in named else key)
            for number, key in enumerate(self.groups, 1)
        ]
        waves = [("", _("Only this survey"))]
        waves += [(e.slug, say(e.title)) for e in found.all if e is not found.own]
        if len(waves) > 1:
            waves.append((ALL_WAVES, _("All surveys that asked it")))
        told = (
            ("q", _("Question"), asked, choice.question),
            ("by", _("By groups"), groups, choice.by),
            ("wave", _("Beside another survey"), waves, choice.wave),
        )
        names = ("name", "label", "options", "value")
        return [dict(zip(names, field, strict=True)) for field in told]

    def _notices(self, choice: Choice, found: Found) -> list[str]:
        """Say what was asked for and is not there."""
        said = []
        if choice.by and not found.own.breakdown:
            said.append(
                _(
                    "There is no table of this question by these groups: it was not "
                    "planned before people answered. Here is everybody together."
                )
            )
        if choice.wave not in {"", ALL_WAVES, found.own.slug} and not found.other:
            said.append(
                _(
                    "There is no published table of this question by these groups "
                    "in that survey."
                )
            )
        return said

    def _results(self, choice: Choice, found: Found) -> dict[str, Any]:
        """Return what was found, each part as its page shows it, or nothing."""
        own, body = found.own, found.own.body or {}
        table = shown(own.result, self.default)
        parts: dict[str, Any] = {
            "table": table,
            "sentence": table.sentence,
            "other": None,
            "parts": [],
            "series": None,
            "trend": None,
            "changes": [],
        }
        if own.breakdown:
            parts["sentence"] = gap_sentence(body, self.default)
        if found.pair and self._is_series(found):
            beside = beside_earlier(
                *found.pair, self.default, is_declared=self._is_pinned(own)
            )
            parts["parts"] = [beside]
            parts["changes"] = self._changes(*found.pair, beside.columns)
        elif found.other:
            parts["other"] = shown(found.other.result, self.default, before="other-")
            parts["other_title"] = text(found.other.title, self.default)
            parts["why"] = self._why_apart(found.other, own)
        elif choice.wave == ALL_WAVES:
            parts["series"] = over_waves(found.all, self.default)
            parts["trend"] = trend_measures(
                found.all, self.default, is_declared=self._is_pinned(own)
            )
        elif own.breakdown:
            parts["parts"] = beside_reference(body, self.default)
        return parts

    def _changes(
        self, before: InWave, after: InWave, names: tuple[str, str]
    ) -> list[Measures]:
        """Return how gaps changed, and what changed if both are weighted."""
        old, new = ((each.body or {}, each.summary or {}) for each in (before, after))
        changes = change_measures(old[0], new[0], self.default)
        item = instrument_of(self.release.wave.version).by_key.get(after.item_key)
        averages = average_changes(
            *(old[0], new[0], item.option_keys if item else (), names, self.default),
            is_declared=self._is_pinned(after),
        )
        weights = weighted_change(old, new, names, self.default)
        return [each for each in (changes, averages, weights) if each]

    def _is_pinned(self, own: InWave) -> bool:
        """Tell whether the question is asked to be compared from wave to wave."""
        return own.item_key in pinned_of(self.release)

    @staticmethod
    def _is_series(found: Found) -> bool:
        """Tell whether two waves asked the same question in the same words."""
        one, other = found.pair or (found.own, found.own)
        return is_same_question(one.body or {}, other.body or {})

    @staticmethod
    def _why_apart(one: InWave, other: InWave) -> str:
        """Say why two waves stand one after the other and not beside each other."""
        if one.version != other.version:
            return str(
                _(
                    "The question changed between these surveys, so their numbers must "
                    "not be compared. They stand here one after the other."
                )
            )
        return str(
            _(
                "Answers had to be put together in one of these surveys, so the shares "
                "are not of the same people. They stand here one after the other."
            )
        )

    def _say(self, words: Mapping[str, str]) -> str:
        return plain_text(words, self.default)
