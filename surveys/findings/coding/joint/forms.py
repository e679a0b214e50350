"""The form of the joint screen, and words for how two coders agree."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Length

from accounts.forms import MemberForm
from surveys.findings.coding.agreement import Label
from surveys.findings.coding.answers.forms import WORDS as ANSWER_WORDS
from surveys.findings.coding.joint.service import LONGEST_REASON, Together
from surveys.findings.coding.models import CodeEntry
from surveys.findings.coding.stages import Outcome
from surveys.instruments.editing.forms import CHOSEN

WORDS = {
    **ANSWER_WORDS,
    "joint.not_both": _l(
        "You see each other's codes when both of you are through, and not before."
    ),
    "joint.decided": _l("The two of you decided about this answer already."),
    "joint.undecided": _l("There are answers that you read differently. Talk first."),
    "joint.agree_too_little": _l(
        "On some code you agree too little. Talk about it, make the codebook clearer, "
        "and read the same answers once more."
    ),
    "joint.new_code": _l(
        "A code was added after you read these answers. Read them once more with it."
    ),
    "joint.reason_missing": _l("Please say why, in a sentence."),
    "joint.codebook_same": _l(
        "The codebook has not changed since you read these answers. "
        "Change it first, then come back."
    ),
}
"""Words for the codes of this room, for its forms and for the error pages."""

PLACE_OF = {
    "joint.reason_missing": "reason",
    "joint.undecided": "agreement",
    "joint.agree_too_little": "agreement",
    "joint.new_code": "agreement",
    "joint.codebook_same": "agreement",
}
"""The part of the page that a refusal is about, if not the codes to tick."""

LABEL_WORDS = {
    Label.TALK: _l("talk and read again"),
    Label.MODERATE: _l("moderate"),
    Label.SUBSTANTIAL: _l("substantial"),
    Label.ALMOST_PERFECT: _l("almost perfect"),
}

OUTCOME_WORDS = {
    Outcome.AGREED: _l("We agree on the codes that are ticked"),
    Outcome.CODEBOOK_CHANGED: _l("We changed the codebook because of it"),
    Outcome.TWO_READINGS: _l("We keep both readings"),
}


class JointForm(MemberForm):
    """What two coders make of one answer."""

    text_id = HiddenField()
    codes = SelectMultipleField(_l("Codes that you agree on"))
    outcome = RadioField(
        _l("How did it end?"),
        choices=[
            SelectChoice(key.value, words) for key, words in OUTCOME_WORDS.items()
        ],
        validators=[CHOSEN],
    )
    reason = TextAreaField(
        _l("Why"),
        validators=[Length(max=LONGEST_REASON, message=WORDS["coding.too_long"])],
    )

    def offer(self, entries: Collection[CodeEntry], ticked: Collection[str]) -> None:
        """Offer the codes of the codebook; one that is gone since stays known here."""
        known = {each.key for each in entries} | set(ticked)
        self.codes.choices = [SelectChoice(key, key) for key in sorted(known)]

    def together(self) -> Together:
        """Return what the two say."""
        reason = (self.reason.data or "").strip()
        codes = tuple(self.codes.data or ())
        return Together(Outcome(self.outcome.data), codes, reason)
