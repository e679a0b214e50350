"""The report of a cycle in words: once for its page, once as a text to send on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import format_date, lazy_gettext, ngettext
from flask_babel import gettext as _

from core.i18n import Count, plain_text
from deliberation.proposals.forms import ANSWER_WORDS
from deliberation.trace.becoming import Link, Step
from deliberation.trace.report.milestones import (
    Kind,
    Milestone,
    milestones,
    not_yet,
    progress,
)
from deliberation.trace.report.queries import Cycle
from surveys.findings.forms import default_language
from surveys.findings.reading.forms import fiction

KIND_WORDS = {
    Kind.AGREED: lazy_gettext("The questions were agreed"),
    Kind.OPENED: lazy_gettext("The survey opened"),
    Kind.CLOSED: lazy_gettext("The survey closed"),
    Kind.PUBLISHED: lazy_gettext("The results were published"),
    Kind.TALKED: lazy_gettext("A conversation began"),
    Kind.RATED: lazy_gettext("The board rated it"),
    Kind.BENCHMARK: lazy_gettext("A benchmark was set"),
    Kind.PROPOSED: lazy_gettext("The board made a proposal"),
    Kind.ANSWERED: lazy_gettext("A public body answered"),
}
STATE_WORDS = {
    "met": lazy_gettext("Target met"),
    "improving": lazy_gettext("Improving"),
    "no_change": lazy_gettext("Little or no change"),
    "worse": lazy_gettext("Getting worse"),
    "baseline_only": lazy_gettext("Only the start is known"),
    "cannot_say": lazy_gettext("Cannot be said"),
    **{str(state): words for state, words in ANSWER_WORDS.items()},
}


@dataclass(frozen=True)
class Report:
    """What a report says, in order; thanks are whole sentences."""

    title: str
    thanks: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    progress: tuple[Link, ...]
    not_yet: tuple[Link, ...]


def report_of(found: Cycle) -> Report:
    """Return the report of a cycle, in the reader's language."""
    return Report(
        plain_text(found.release.wave.title, default_language(found.release)),
        tuple(_thanks(found)),
        tuple(milestones(found.days, found.becoming)),
        tuple(progress(found.becoming)),
        tuple(not_yet(found.becoming)),
    )


def _thanks(found: Cycle) -> Iterator[str]:
    """Say whom to thank; nobody is named, for nobody was asked for a name."""
    yield ngettext(
        "Thank you to the %(num)s person who answered.",
        "Thank you to the %(num)s people who answered.",
        Count(found.release.summary["people"]),
    )
    if found.messages:
        yield ngettext(
            "Thank you for %(num)s message in our conversations.",
            "Thank you for %(num)s messages in our conversations.",
            Count(found.messages),
        )
    if found.becoming[Step.RATED]:
        yield _("Thank you to the members of the board, who read and weighed it all.")
    yield _("Thank you to everybody who translated, printed, carried and explained.")


def as_text(found: Report, address: str) -> str:
    """Return a report as plain text, to be sent by message or read aloud."""
    return "\n".join(_lines(found, address)) + "\n"


def _lines(found: Report, address: str) -> Iterator[str]:
    yield from fiction()
    yield found.title
    yield ""
    yield from found.thanks
    yield from _section(_("What happened"), map(_told, found.milestones))
    yield from _section(_("What got better"), map(said, found.progress))
    yield from _section(_("What has not got better yet"), map(said, found.not_yet))
    yield ""
    yield _("Everything, with the numbers: %(address)s", address=address)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    told = [f"- {line}" for line in lines]
    yield from told or [f"- {_('Nothing yet.')}"]


def _told(milestone: Milestone) -> str:
    day = format_date(milestone.day, "long")
    what = "; ".join(map(said, milestone.links))
    words = str(KIND_WORDS[milestone.kind])
    return f"{day}: {words}. {what}" if what else f"{day}: {words}."


def said(link: Link) -> str:
    """Return one thing in words, with how it stands."""
    words = plain_text(link.words)
    if link.found_in:
        words = f"{plain_text(link.found_in)}: {words}"
    state = STATE_WORDS.get(link.state)
    return f"{words} ({state})" if state else words
