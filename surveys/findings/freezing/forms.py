"""What is said of results that are being made, and of what went wrong."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from core.i18n import apart, percent
from surveys.findings.freezing.models import Freezing
from surveys.findings.steps import Step
from surveys.waves.forms import WORDS as OF_WAVES

WORDS = {
    "freezing.asked": lazy_gettext("A colleague asked for these results already."),
    "freezing.broken": lazy_gettext(
        "Something went wrong while the results were made. Nothing of them was kept. "
        "Ask for them once more; if it happens again, tell whoever runs this site."
    ),
    "freezing.stopped": lazy_gettext(
        "The making of the results was cut off twice, perhaps because the machine has "
        "too little memory. Tell whoever runs this site, then ask for them once more."
    ),
    "correction.no_results": lazy_gettext(
        "There are no results to correct. Make them first."
    ),
    "correction.made": lazy_gettext("A colleague made this correction already."),
    "correction.unsafe": lazy_gettext(
        "This correction is not made. Side by side with the results that are there it "
        "would tell what a few people said: each number must stay the same or change "
        "by at least %(people)s people, and not for one answer alone. Texts can always "
        "be corrected."
    ),
    "correction.only_texts": lazy_gettext(
        "No answers were kept of this survey, so only its texts can be corrected."
    ),
    "correction.nothing": lazy_gettext("Please say what is to be changed."),
    "correction.too_many": lazy_gettext(
        "A correction can change at most %(most)s responses."
    ),
    "correction.no_file": lazy_gettext("This cannot be read as changes: %(found)s."),
    "correction.no_key": lazy_gettext(
        "One of these is not the key of a response: %(found)s."
    ),
    "correction.no_label": lazy_gettext(
        "It is not clear which text this is, or what it should be: %(found)s."
    ),
    "correction.unknown_response": lazy_gettext(
        "This survey has no response with one of these keys."
    ),
    "correction.unknown_question": lazy_gettext(
        "No counted question has this key: %(item)s."
    ),
    "correction.unknown_answer": lazy_gettext(
        "This question does not have that answer: %(item)s."
    ),
}

STEP_WORDS = {
    "": lazy_gettext("The work is about to begin."),
    Step.READING: lazy_gettext("The answers are being read."),
    Step.TABLES: lazy_gettext(
        "The tables are being made, each so that it shows nobody."
    ),
    Step.AUDIT: lazy_gettext(
        "All tables are being checked together: can anybody be found in them?"
    ),
}


class CorrectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why results are corrected, and how."""

    because = TextAreaField(
        lazy_gettext("Why are these results corrected? Everybody will read this."),
        validators=[
            InputRequired(lazy_gettext("Please say why.")),
            Length(max=2_000, message=lazy_gettext("Please use fewer letters.")),
        ],
    )
    changes = TextAreaField(
        lazy_gettext("What is changed?"),
        validators=[
            InputRequired(lazy_gettext("Please say what is to be changed.")),
            Length(max=1_000_000, message=lazy_gettext("Please use fewer letters.")),
        ],
        render_kw={"dir": "ltr", "spellcheck": "false"},
    )


def progress_words(job: Freezing) -> tuple[str, str]:
    """Return what is being done, and how much of it is, in per cent."""
    share = percent(job.done / job.total, "#,##0%") if job.total else ""
    return str(STEP_WORDS.get(job.step, STEP_WORDS[""])), share


def failure_words(job: Freezing) -> str:
    """Return what went wrong and what to do."""
    words = WORDS.get(job.reason) or OF_WAVES.get(job.reason)
    if words is None:
        return str(_("The results could not be made. The reason is: %(code)s.",
                     code=job.reason))  # fmt: skip
    return str(words) % _facts(job)


def _facts(job: Freezing) -> dict[str, Any]:
    return told_apart(job.facts or {})


def told_apart(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts for a sentence: what somebody typed keeps its own direction."""
    return {
        key: apart(fact) if isinstance(fact, str) else fact
        for key, fact in facts.items()
    }
