"""Forms of the proposal desk and of the public bodies' desk, and their words."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired, Length

from deliberation.benchmarks.forms import RIGHT_WORDS
from deliberation.proposals.asks import AnswerState, AskType
from deliberation.proposals.chain.forms import (
    BREAK_WORDS,
    FIGURE_WORDS,
    KIND_WORDS,
    LIMIT_WORDS,
    STRENGTH_WORDS,
)
from surveys.findings.showing.forms import share_words

LONGEST_TEXT = 8000
LONGEST_LINE = 200

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
    "proposal.lacks": _("Something is still missing. The proposal's page says what."),
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

NEEDED = DataRequired(_("Please fill this in."))
CHOSEN = InputRequired(_("Please choose one."))
SHORT = Length(max=LONGEST_LINE, message=_("Please make this shorter."))
LONG = Length(max=LONGEST_TEXT, message=_("Please make this shorter."))


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
