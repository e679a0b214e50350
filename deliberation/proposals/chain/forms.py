"""Words for the evidence of a proposal: what it is, shows, and cannot say."""

from flask_babel import lazy_gettext as _

from deliberation.proposals.evidence import Break, EvidenceKind
from deliberation.proposals.figures import MAIN

KIND_WORDS = {
    EvidenceKind.RESULT: _("What people answered"),
    EvidenceKind.THREAD: _("A conversation"),
    EvidenceKind.RATING: _("How the board rated it"),
    EvidenceKind.BENCHMARK: _("A benchmark"),
}
STRENGTH_WORDS = {
    EvidenceKind.RESULT: _(
        "Counted answers to one question, protected and then never changed."
    ),
    EvidenceKind.THREAD: _("People's own words, open for everyone to read."),
    EvidenceKind.RATING: _(
        "Board members who know the matter rated it twice, each alone."
    ),
    EvidenceKind.BENCHMARK: _(
        "The same question over time, against a target the board agreed."
    ),
}
LIMIT_WORDS = {
    EvidenceKind.RESULT: _(
        "It speaks for those who answered. Others may see it differently."
    ),
    EvidenceKind.THREAD: _("It says what matters to some, not how many they are."),
    EvidenceKind.RATING: _("It is the view of a small group, not of everyone."),
    EvidenceKind.BENCHMARK: _(
        "It shows that something changed, not what made it change."
    ),
}
# What a card of evidence prints, in this order, of the figures that it has.
FIGURE_WORDS = {
    EvidenceKind.RATING: {
        MAIN: _("Middle rating, from 1 to 9"),
        "low": _("Members who rated it 1 to 3"),
        "high": _("Members who rated it 7 to 9"),
    },
    EvidenceKind.BENCHMARK: {
        "baseline": _("Where we started"),
        MAIN: _("Newest when this was written"),
        "target": _("Where we want to be"),
        "gap_before": _("Points between the groups at the start"),
        "gap": _("Points between the groups, newest"),
    },
}
BREAK_WORDS = {
    Break.NOT_PUBLISHED: _("These results are not published."),
    Break.CHANGED: _("This result was changed after it was made."),
    Break.THREAD_HIDDEN: _("This conversation is not public."),
    Break.ROUND_OPEN: _("The board has not finished rating this."),
    Break.NOT_ADOPTED: _("The board has not adopted this benchmark."),
    Break.NO_RESULT: _("This leads to no result."),
}
