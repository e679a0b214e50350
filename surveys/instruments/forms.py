"""Words for what the domain says of instruments by a code."""

from flask_babel import lazy_gettext as _l

from surveys.instruments.kinds import Kind
from surveys.instruments.lint.remark import Code, Remark

WORDS = {
    "instrument.differs": _l(
        "You have a set of questions with this name already, in other words. "
        "It stays as it is."
    ),
    "instrument.not_to_change": _l(
        "There are questions of this name whose licence lets nobody change them. "
        "Please give yours another name, or add translations only."
    ),
    "instrument.drafted": _l("There is a draft with this name already."),
    "instrument.unknown": _l("There is no set of questions with this name."),
    "template.unknown": _l("There is no set of questions to start from here."),
}

KIND_WORDS = {
    Kind.SELECT_ONE: _l("One answer from a list"),
    Kind.SELECT_MULTIPLE: _l("Several answers from a list"),
    Kind.SCALE: _l("One point on a scale with labels"),
    Kind.RANK: _l("Answers in order"),
    Kind.INTEGER: _l("A whole number"),
    Kind.DECIMAL: _l("A number with decimals"),
    Kind.DATE: _l("A date"),
    Kind.TEXT: _l("Own words"),
    Kind.ACKNOWLEDGE: _l("A text to confirm with a tick"),
    Kind.NOTE: _l("A text to read"),
    Kind.CALCULATE: _l("Worked out from other answers"),
}
"""What kinds of question are called, for those who write them and those who read."""

LIMITED_WORDS = {
    Kind.SELECT_MULTIPLE: _l("You can tick several, %(most)s at the most."),
    Kind.RANK: _l("Give places to %(most)s of the answers: 1 comes first."),
}
"""How to answer where ``at_most`` answers may be picked."""

ASKS_WHO = _l(
    "“%(words)s” asks who somebody is. Answers can then lead back to a person, "
    "whatever else is done. Leave it out."
)
_REMARKS = {
    Code.DOUBLE: _l(
        "This may ask two things at once: look at “%(words)s”. "
        "Ask one thing in one question."
    ),
    Code.IDENTITY: ASKS_WHO,
    Code.LEADING: _l("“%(words)s” may push people to one answer."),
    Code.LONG_QUESTION: _l(
        "This question has %(count)s words. Up to %(most)s are easier to take in."
    ),
    Code.LONG_OPTION: _l(
        "The answer “%(words)s” has %(count)s words. "
        "Up to %(most)s are easier to take in."
    ),
    Code.HARD_TO_READ: _l(
        "Hard to read: school grade %(grade)s, and %(most)s is high enough. "
        "Use shorter words and shorter sentences."
    ),
    Code.HOUSE_WORD: _l("“%(words)s” can hurt. %(reason)s Better: %(instead)s."),
    Code.NO_PERIOD: _l("Say which time you mean, such as: in the last 12 months."),
    Code.NO_WAY_OUT: _l(
        "This question is marked sensitive. Add the answer “Prefer not to say”."
    ),
    Code.MANY_POINTS: _l(
        "%(count)s points are hard to tell apart. Use %(most)s or fewer."
    ),
    Code.UNBALANCED: _l(
        "Answers that agree: %(agree)s. Answers that disagree: %(disagree)s. "
        "Offer as many of each."
    ),
    Code.UNTRANSLATED: _l("Not translated yet: %(count)s texts of this question."),
    Code.SAME_WORDS: _l("The translation has the same words as the original."),
    Code.UNPRETESTED: _l("Nobody has tried out this question in this language yet."),
}


def remark_words(remark: Remark) -> str:
    """Return a remark as a sentence or two in the reader's language."""
    return str(_REMARKS[remark.code]) % remark.facts
