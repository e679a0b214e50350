"""Forms of the proposal desk and of the public bodies' desk, and their words."""

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from core.settings import LANGUAGES
from deliberation.benchmarks.rights import RightServed
from deliberation.proposals.asks import GIVEN_STATES, AnswerState, AskType
from deliberation.proposals.evidence import Break, EvidenceKind
from deliberation.proposals.figures import MAIN
from deliberation.proposals.readiness import Gap
from deliberation.proposals.wording import TEXTS
from surveys.findings.forms import share_words

LONGEST_TEXT = 8000
LONGEST_LINE = 200

RIGHT_WORDS = {
    RightServed.DIGNITY: _("Dignity"),
    RightServed.NON_DISCRIMINATION: _("Being treated fairly"),
    RightServed.PARTICIPATION: _("Having a say"),
    RightServed.ACCOUNTABILITY: _("Getting an answer from those in charge"),
    RightServed.CONFIDENTIALITY: _("Keeping private things private"),
    RightServed.CONSENT: _("Deciding for yourself"),
    RightServed.ACCESSIBILITY: _("Being able to reach and use it"),
}
ASK_WORDS = {
    AskType.LAW: _("A law"),
    AskType.FUNDING: _("Money"),
    AskType.SERVICE_STANDARD: _("A service standard"),
    AskType.TRAINING: _("Training"),
    AskType.GUIDELINE: _("A guideline"),
}
ANSWER_WORDS = {
    AnswerState.ACCEPTED: _("Accepted"),
    AnswerState.ACCEPTED_IN_PART: _("Accepted in part"),
    AnswerState.DECLINED_AGREE_PRINCIPLE: _("Declined, but the aim is shared"),
    AnswerState.DECLINED: _("Declined"),
    AnswerState.MORE_INFORMATION: _("More information needed"),
    AnswerState.NO_ANSWER: _("No answer yet"),
}
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
GAP_WORDS = {
    Gap.NO_TITLE: _("Give the proposal a title."),
    Gap.NO_MESSAGES: _("Write the main messages."),
    Gap.NO_RIGHT: _("Choose the right that it serves."),
    Gap.NO_HISTORY: _("Write the history and context."),
    Gap.NO_SYSTEM_CAUSES: _("Write what in the system causes this."),
    Gap.NO_EVIDENCE: _("Add at least one piece of evidence."),
    Gap.NO_ASK: _("Add at least one request."),
    Gap.BROKEN_EVIDENCE: _("Some evidence leads nowhere. Take it out or replace it."),
    Gap.UNKNOWN_FIGURE: _("A place for a figure in the text has no evidence."),
    Gap.LOOSE_FIGURE: _(
        "A percentage is typed by hand. Take it from the evidence instead."
    ),
    Gap.NO_MOTION: _("The board has not been asked yet."),
    Gap.NOT_ADOPTED: _("The board has not adopted this."),
    Gap.NO_QUORUM: _("Too few board members were present to decide."),
}
TEXT_WORDS = {
    "title": _("Title"),
    "messages": _("Main messages, one a line"),
    "problem": _("The problem"),
    "history_and_context": _("History and context"),
    "system_causes": _("What in the system causes this"),
    "options": _("What could be done, what it costs and what follows"),
    "equity": _("Who gains, and who might be left out"),
}
WORDS = {
    "proposal.number": _(
        "Somebody else began a proposal at the same moment. Try again."
    ),
    "proposal.with_board": _(
        "The board has this text before it. It cannot be changed now."
    ),
    "proposal.gaps": _("Something is still missing. The proposal's page says what."),
    "proposal.not_adopted": _("The board has not adopted this proposal."),
    "proposal.stage": _("This proposal has moved on in the meantime."),
    "proposal.none": _("There is no such proposal."),
    "brief.depth": _(
        "A brief can be read as one page, as a summary, or as everything."
    ),
    "evidence.cited_already": _("This is in the proposal already."),
    "evidence.unknown": _("This evidence does not exist any more."),
    "evidence": _("There is no such evidence."),
    "ask": _("There is no such request."),
    "ask.kind": _("Nothing of this kind can be asked for."),
    "ask.authority": _("There is no such public body."),
    "ask.addressee": _("This request was sent to another public body."),
    "ask.answered": _("This request was answered already. That answer stands."),
    "ask.not_open": _("This request cannot be answered now."),
    "answer.problems": _("An answer needs both a choice and reasons."),
    "answer.none": _("There is no such answer."),
    "reply.empty": _("Write the reply first."),
    "reply.given": _("The board replied already. That reply stands."),
}

_NEEDED = DataRequired(_("Please fill this in."))
_CHOSEN = InputRequired(_("Please choose one."))
_SHORT = Length(max=LONGEST_LINE, message=_("Please make this shorter."))
_LONG = Length(max=LONGEST_TEXT, message=_("Please make this shorter."))


class TextForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The texts of a draft in one language. Only a title is needed to begin."""

    title = StringField(TEXT_WORDS["title"], [_NEEDED, _SHORT])
    right_served = SelectField(
        _("The right that it serves"),
        choices=[
            SelectChoice("", _("Not chosen yet")),
            *(SelectChoice(right.value, words) for right, words in RIGHT_WORDS.items()),
        ],
    )
    messages = TextAreaField(TEXT_WORDS["messages"], [_LONG])
    problem = TextAreaField(TEXT_WORDS["problem"], [_LONG])
    history_and_context = TextAreaField(TEXT_WORDS["history_and_context"], [_LONG])
    system_causes = TextAreaField(TEXT_WORDS["system_causes"], [_LONG])
    options = TextAreaField(TEXT_WORDS["options"], [_LONG])
    equity = TextAreaField(TEXT_WORDS["equity"], [_LONG])

    def texts(self) -> dict[str, str]:
        """Return the texts by name."""
        return {name: self[name].data or "" for name in TEXTS}


class EvidenceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One piece of evidence, chosen from what is public."""

    source = SelectField(_("What it rests on"), [_CHOSEN])
    shows = TextAreaField(_("What it shows, in plain words"), [_NEEDED, _LONG])
    limits = TextAreaField(_("What it cannot say"), [_LONG])

    def chosen(self) -> tuple[EvidenceKind, int]:
        """Return the kind and the id of what was chosen."""
        kind, _colon, source_id = self.source.data.partition(":")
        return EvidenceKind(kind), int(source_id)


class AskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One ask to one public body."""

    authority = SelectField(_("Who should answer"), [_CHOSEN], coerce=int)
    kind = RadioField(
        _("What is asked for"),
        [_CHOSEN],
        choices=[SelectChoice(kind.value, words) for kind, words in ASK_WORDS.items()],
    )
    wording = TextAreaField(_("The request in one or two sentences"), [_NEEDED, _LONG])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A public body's answer to one ask."""

    state = RadioField(
        _("Your answer"),
        [_CHOSEN],
        choices=[
            SelectChoice(state.value, ANSWER_WORDS[state]) for state in GIVEN_STATES
        ],
    )
    reasons = TextAreaField(
        _("Your reasons, in plain words"),
        [DataRequired(_("Please give your reasons. People will read them.")), _LONG],
    )


class ReplyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The board's reply to an answer."""

    words = TextAreaField(_("The board's reply"), [_NEEDED, _LONG])


class ActForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A single button: nothing but the token."""


def vocabulary() -> dict[str, Any]:
    """Return the words for the closed sets of the proposals, for templates."""
    return {
        "answer_words": ANSWER_WORDS,
        "ask_words": ASK_WORDS,
        "break_words": BREAK_WORDS,
        "figure_words": FIGURE_WORDS,
        "kind_words": KIND_WORDS,
        "limit_words": LIMIT_WORDS,
        "right_words": RIGHT_WORDS,
        "share_words": share_words,
        "strength_words": STRENGTH_WORDS,
        "text_words": TEXT_WORDS,
    }


def motion_wording(number: str) -> dict[str, str]:
    """Return the text of the motion that adopts a proposal, in every language."""
    said = {}
    for code in LANGUAGES:
        with force_locale(code):
            said[code] = gettext(
                "The board adopts proposal %(number)s and sends it to the public "
                "bodies that it names.",
                number=number,
            )
    return said


def evidence_form(sources: Iterable[tuple[str, str, str]]) -> EvidenceForm:
    """Return the form with what can be cited, as (``kind:id``, words, group)."""
    form = EvidenceForm()
    form.source.choices = [
        SelectChoice(value, words, optgroup=group) for value, words, group in sources
    ]
    return form


def ask_form(authorities: Iterable[tuple[int, str]]) -> AskForm:
    """Return the form with the public bodies that can be asked."""
    form = AskForm()
    form.authority.choices = [
        SelectChoice(value, words) for value, words in authorities
    ]
    return form
