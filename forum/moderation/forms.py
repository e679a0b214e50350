"""The moderator's form, and words for rules and refusals."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional

from accounts.forms import MemberForm
from forum.moderation.models import Verdict
from forum.moderation.rules import LONGEST_REASON, SHORTEST_REASON, Rule
from forum.moderation.service import Decision
from forum.threads.post_text import clean

WORDS = {
    "moderation.decided": _l("A colleague has decided about this message already."),
    "moderation.too_early": _l(
        "It is about results that not everybody may read yet. It can be published on "
        "the day when everybody may."
    ),
    "moderation.own": _l("This message is yours. A colleague decides about it."),
    "moderation.rule_missing": _l("Please choose the rule that it breaks."),
    "moderation.reason_length": _l(
        "Please tell the author why, in one sentence or a few."
    ),
    "post": _l("There is no such message."),
}
"""Words for the codes of this room, for its form and for the error pages."""

RULE_WORDS = {
    Rule.PERSONAL_DETAILS: _l("It says who or where a person is."),
    Rule.HARMFUL_DETAIL: _l("It describes how somebody can be hurt."),
    Rule.INSULT: _l("It attacks a person."),
    Rule.DISCRIMINATION: _l("It puts down people for who they are."),
    Rule.ADVERTISING: _l("It advertises something."),
    Rule.OFF_TOPIC: _l("It belongs in another conversation."),
    Rule.UNLAWFUL: _l("The law forbids it."),
}


class DecisionForm(MemberForm):
    """Publish or refuse; each button is a verdict."""

    rule = SelectField(
        _l("If you refuse: which rule does it break?"),
        choices=[
            SelectChoice("", _l("No rule")),
            *(SelectChoice(rule.value, words) for rule, words in RULE_WORDS.items()),
        ],
        validators=[Optional()],
    )
    reason = TextAreaField(_l("If you refuse: your words to the author"))
    verdict = StringField()

    def validate_verdict(self, field: StringField) -> None:
        """Know no other verdicts; a refusal says which rule and why."""
        if field.data not in set(Verdict):
            raise ValidationError(_l("Please publish the message or refuse it."))
        if field.data == Verdict.REFUSED:
            if not self.rule.data:
                self.rule.errors = [WORDS["moderation.rule_missing"]]
            length = len(clean(self.reason.data or ""))
            if not SHORTEST_REASON <= length <= LONGEST_REASON:
                self.reason.errors = [WORDS["moderation.reason_length"]]

    def validate(self, extra_validators: object = None) -> bool:
        """Let a refusal's faults count, which show beside other controls."""
        return super().validate(extra_validators) and not self.errors

    def decision(self) -> Decision:
        """Return what the moderator decides."""
        rule = Rule(self.rule.data) if self.rule.data else None
        return Decision(Verdict(self.verdict.data), rule, self.reason.data or "")
