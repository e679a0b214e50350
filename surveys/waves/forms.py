"""The form of the survey pages: its own token, what was sent, and words for problems.

No session and no cookie: the token is signed, made with the first page, and both
guards the form and tells a repeat from a second person. It never runs out.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from itsdangerous import BadSignature, Signer
from werkzeug.datastructures import MultiDict

from core.i18n import language
from surveys.instruments.forms import LIMITED_WORDS
from surveys.instruments.kinds import Kind, Precision
from surveys.instruments.questionnaire import Instrument, Item, Problem
from surveys.waves.groups_of_four import LONGEST
from surveys.waves.mode import HELPED, Mode
from surveys.waves.outreach.codes import read_code
from surveys.waves.paging import Step
from surveys.waves.roll.code import MOST
from surveys.waves.sending.sent_page import Sending
from surveys.waves.sheet import (
    CHECK,
    SEEN,
    WHOLE,
    WHOLE_NUMBER,
    Sheet,
    read_answers,
)
from surveys.waves.stopping.forms import read_furthest

_TOKEN_BYTES = 16
ALSO = ("code", "phrase", "receipt")

WORDS = {
    "wave.unknown": lazy_gettext("There is no survey at this address."),
    "wave.closed": lazy_gettext("This survey has closed. It takes no more answers."),
    "wave.blanks_left": lazy_gettext(
        "Something is left to be filled in: %(words)s. Please write it into the "
        "questions, and let them be agreed again."
    ),
    "wave.not_yet": lazy_gettext(
        "This survey is not open yet. Please come back later."
    ),
    "wave.exists": lazy_gettext("There is a survey with this name already."),
    "wave.is_draft": lazy_gettext("This survey was not opened yet."),
    "wave.not_agreed": lazy_gettext(
        "This survey cannot open yet: the board has not agreed to its questions and "
        "its consent text. Please ask the chair to put them before the board."
    ),
    "wave.is_open": lazy_gettext("A colleague opened this survey already."),
    "wave.is_closed": lazy_gettext("A colleague closed this survey already."),
    "wave.is_frozen": lazy_gettext("The results of this survey are final already."),
    "wave.ends_before_it_begins": lazy_gettext(
        "The last day is before the first day. Please look at the dates again."
    ),
    "response.empty": lazy_gettext(
        "You have not answered any question yet. Please answer at least one."
    ),
    "response.other_answers": lazy_gettext(
        "You sent answers from this form before, and they are safe with us. "
        "They cannot be changed after sending. What you see here was not sent."
    ),
    "response.counted": lazy_gettext(
        "This survey has closed. Answers from this form came in before that, and they "
        "count once. What you changed since then was not sent."
    ),
    "response.may_count": lazy_gettext(
        "This survey has closed. If these answers were sent before that, they count, "
        "once. If not, they cannot be sent any more."
    ),
    "response.stale": lazy_gettext(
        "This form was too old to be sent. It is new again now: please press Send."
    ),
    "response.consent": lazy_gettext(
        "Please tick the box if you want to take part. Without it we cannot go on."
    ),
    "counters.breakdowns": lazy_gettext(
        "A survey that only counts groups people in one way. Please take %(key)s out."
    ),
    "counters.condition": lazy_gettext(
        "A survey that only counts asks everybody the same. %(key)s is for some only."
    ),
    "counters.not_counted": lazy_gettext(
        "A survey that only counts asks nothing that no table shows: %(key)s."
    ),
    "counters.own_words": lazy_gettext(
        "A survey that only counts keeps no own words, so nobody is asked %(key)s."
    ),
    "counters.score": lazy_gettext(
        "A survey that only counts groups a score just as the questions that it is "
        "worked out of: %(key)s is grouped in another way."
    ),
    "counters.no_answers": lazy_gettext("This survey keeps counts and no answers."),
    "code.missing": lazy_gettext("Please type the code from your letter or card."),
    "code.unknown": lazy_gettext(
        "We do not know this code. Please compare it with your letter or card."
    ),
    "code.spent": lazy_gettext(
        "This code was used before. Each code lets one person answer once."
    ),
    "code.tried": lazy_gettext(
        "Very many tries came from this connection within an hour. Please try again "
        "in an hour."
    ),
    "code.count": lazy_gettext("Please write a whole number from 1 to %(most)s."),
    "wave.not_coded": lazy_gettext("This survey needs no codes: anybody may answer."),
    "receipt.unknown": lazy_gettext(
        "No answers to this survey have this phrase. Please compare it with what you "
        "wrote down."
    ),
    "response.sent": lazy_gettext(
        "This form was sent. Nobody can open it again, and neither can you."
    ),
    "response.unreadable": lazy_gettext("These answers cannot be opened any more."),
    "response.crowded": lazy_gettext(
        "Very many answers came from this connection within an hour, so yours were "
        "not sent. They are all still here. Please press Send again in an hour."
    ),
    "response.not_kept": lazy_gettext(
        "Something went wrong on our side, and your answers were not sent. They are "
        "all still here. Please wait a little and press the button again."
    ),
}


@dataclass(frozen=True)
class Sent:
    """A survey page as it came back.

    ``furthest`` is the page that whoever agreed to be counted came to at most.
    """

    sheet: Sheet
    step: Step
    go: str
    token: str | None
    agreed: str
    channel: str = ""
    furthest: str | None = None

    @property
    def mode(self) -> Mode:
        """How these answers come in: on the web, unless a helper began the form."""
        return Mode.WEB if self.token is None else mode_of_token(self.token)

    @property
    def is_helped(self) -> bool:
        """Tell whether a helper has this form in their hands."""
        return self.mode in HELPED


def read_sent(form: MultiDict[str, str], instrument: Instrument, slug: str) -> Sent:
    """Return what a page sent; what makes no sense in it counts as not sent."""
    fields = dict(form.lists())
    at = form.get("at", CHECK)
    wish = form.get("step", "")
    return Sent(
        sheet=Sheet(
            read_answers(instrument, fields),
            at if at in {*instrument.by_key, WHOLE} else CHECK,
            returning=form.get("returning") == "1",
            seen=frozenset(form.getlist(SEEN)) & instrument.by_key.keys(),
        ),
        step=Step(wish) if wish in set(Step) else Step.NEXT,
        go=form.get("go", CHECK),
        token=read_token(slug, form.get("token", "")),
        agreed=form.get("agree", ""),
        channel=read_code(form.get("from", "")),
        furthest=read_furthest(form, instrument),
    )


def read_count(form: MultiDict[str, str]) -> int | None:
    """Return how many codes are wanted; None where it is no number that can be."""
    typed = form.get("count", "").strip()
    if not WHOLE_NUMBER.fullmatch(typed) or not 1 <= int(typed) <= MOST:
        return None
    return int(typed)


def also_carried(form: MultiDict[str, str]) -> dict[str, str]:
    """Return what goes from page to page besides answers: a code, a wish."""
    return {name: form[name][:LONGEST] for name in ALSO if form.get(name)}


def sending(
    form: MultiDict[str, str], token: str, *, channel: str | None = None
) -> Sending:
    """Return what a page that is sent says besides its answers."""
    mode = mode_of_token(token)
    return Sending(
        token=token,
        language=language(),
        mode=mode,
        channel=channel,
        code=form.get("code", ""),
        phrase=form.get("phrase", ""),
        # A phrase on a helper's screen would let them read the answers again.
        wants_phrase=form.get("receipt") == "1" and mode not in HELPED,
    )


def wants_to_send(form: MultiDict[str, str]) -> bool:
    """Tell whether a page asks for its answers to be kept."""
    return form.get("step") == Step.SEND and "go" not in form


def new_token(slug: str, mode: Mode = Mode.WEB) -> str:
    """Return a fresh signed token for one person's form of one wave.

    A helper's form says in its token how it comes in, and nothing of the helper.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return sign_again(slug, token if mode is Mode.WEB else f"{mode}~{token}")


def mode_of_token(token: str) -> Mode:
    """Return how the answers under a token that ``read_token`` gave come in."""
    mode, mark, _rest = token.partition("~")
    return Mode(mode) if mark else Mode.WEB


def read_token(slug: str, signed: str) -> str | None:
    """Return the token if this instance made it for this wave."""
    try:
        token: bytes = _signer(slug).unsign(signed.encode(errors="replace"))
    except BadSignature:
        return None
    return token.decode()


def sign_again(slug: str, token: str) -> str:
    """Return a token as it stands in the page."""
    signed: bytes = _signer(slug).sign(token)
    return signed.decode()


def problem_words(problem: Problem, item: Item) -> str:
    """Return what is wrong with an answer, and what would be right."""
    most = {"maximum": item.maximum, "minimum": item.minimum}
    words = {
        Problem.MISSING: _("Please answer this question."),
        Problem.NOT_AN_OPTION: _("Please pick from the answers on this page."),
        Problem.NOT_ALONE: _(
            "One of the answers you ticked only makes sense alone. "
            "Please untick it, or untick the others."
        ),
        Problem.TOO_MANY: ngettext(
            "Please tick no more than %(num)s answer.",
            "Please tick no more than %(num)s answers.",
            item.at_most or 0,
        ),
        Problem.NOT_RANKED: _not_ranked(item),
        Problem.NOT_A_NUMBER: _("Please write a whole number, such as 34.")
        if item.kind is Kind.INTEGER
        else _("Please write a number, such as 34 or 2.5."),
        Problem.TOO_SMALL: _("Please write a number from %(minimum)s."),
        Problem.TOO_LARGE: _("Please write a number up to %(maximum)s."),
        Problem.NOT_A_DATE: _not_a_date(item),
        Problem.TOO_LONG: _("This text is too long. Please make it shorter."),
        Problem.NOT_RIGHT: _(
            "This answer does not fit. Please look at it and at the question again."
        ),
    }
    found = words.get(problem, _("Please look at this answer again."))
    return str(found % most)


def _not_ranked(item: Item) -> str:
    if item.at_most:
        return str(
            _(
                "Please give each of the places from 1 to %(most)s to one answer.",
                most=item.at_most,
            )
        )
    return str(_("Please give every answer a place, and no place twice."))


def _not_a_date(item: Item) -> str:
    words = {
        Precision.YEAR: _("Please write a year, such as 2024."),
        Precision.MONTH: _("Please write a month and a year, such as 3 and 2024."),
        Precision.DAY: _("Please write a day, a month and a year, such as 27 3 2024."),
    }
    return str(words[item.precision])


_words: dict[str, Mapping[str, str]] = {}


def page_words() -> Mapping[str, str]:
    """Return the fixed words of the survey pages, looked up once a language."""
    code = language()
    if code not in _words:
        _words[code] = {
            "progress": _("Question %(number)s of %(total)s"),
            "numbered": _("Question %(number)s"),
            "continue": _("Continue"),
            "skip": _("Skip this question"),
            "back": _("Back"),
            "language": _("Language:"),
            "several": _("You can tick more than one."),
            "at_most": str(LIMITED_WORDS[Kind.SELECT_MULTIPLE]),
            "rank_all": _("Give each answer a place: 1 comes first."),
            "rank_some": str(LIMITED_WORDS[Kind.RANK]),
            "unranked": _("No place"),
            "up": _("Move up"),
            "down": _("Move down"),
            "read": _("I have read this."),
            "day": _("Day"),
            "month": _("Month"),
            "year": _("Year"),
            "note": _("To read"),
            "unread": _("Nobody reads this in time to help today."),
            "help": _("Where to find help now (opens a new page)"),
            "card": _("Help now"),
            "emergency": _(
                "Call your local emergency number. You may ask for an interpreter."
            ),
            "no_names": _("Please leave out names and places."),
            "error": _("Please look at this again"),
        }
    return _words[code]


def forgotten_words(forms: int) -> str:
    """Say that paper forms were typed by one person only when their wave closed."""
    return str(
        ngettext(
            "%(num)s paper form waited for its second typing. It is not counted, and "
            "what was typed is deleted.",
            "%(num)s paper forms waited for their second typing. They are not counted, "
            "and what was typed is deleted.",
            forms,
        )
    )


def _signer(slug: str) -> Signer:
    return Signer(
        current_app.config["SECRET_KEY"], salt=f"wave:{slug}", digest_method=sha256
    )
