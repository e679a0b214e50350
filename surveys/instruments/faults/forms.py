"""Words for the reasons that the checks of an instrument give in English.

The checks speak to a file's author, in sentences; here each sentence is known again
by its pattern. A test holds that every reason has one.
"""

import re
from functools import cache

from flask_babel import gettext


def _l(words: str) -> str:
    """Mark a sentence for the catalogues."""
    return words


REASONS = (
    _l("A slug is small letters, digits and single hyphens."),
    _l("The default language must be one of the languages."),
    _l("There is no question."),
    _l("A key is a letter, then letters, digits or any of _ . -"),
    _l("A key is a letter or digit, then letters, digits or any of _ . + -"),
    _l("Browsers know this word as something else: take another key."),
    _l("A choice needs at least two options."),
    _l("Only select_one, select_multiple, scale and rank have options."),
    _l("Only select_multiple and rank have at_most, and from 1."),
    _l("Only a number has a minimum."),
    _l("Only a number or a text has a maximum."),
    _l("The minimum is above the maximum."),
    _l("This asks nothing."),
    _l("This is no number that anybody can type."),
    _l("This hangs on too many things at once."),
    _l("The answers up to here can be too long: give the texts a maximum."),
    _l("The patterns up to here take too long: give the texts a maximum."),
    _l("Only a number has bands."),
    _l("This band ends before it starts."),
    _l("Bands go upward and do not overlap."),
    _l("A merged group needs a key that no other option has."),
    _l("A calculate has a calculation; nothing else has."),
    _l("A score is worked out by its own rule."),
    _l("A score stands in no repeat."),
    _l("A score is made of %(fewest)s to %(most)s questions."),
    _l("A score has %(fewest)s to %(most)s points, the lowest first."),
    _l("A score has at least two bands."),
    _l("Only a score has points."),
    _l("Only the bands of a score have above and up_to."),
    _l("The bands of a score have above and up_to."),
    _l("Each band begins above the one before; the ends are open."),
    _l("%(key)s is no question with one answer."),
    _l("%(key)s is asked again in a repeat."),
    _l("%(key)s is a part of another score."),
    _l("%(key)s has other answers than the points."),
    _l("%(key)s is not asked of the same people as the score."),
    _l("%(key)s is sensitive, so the score is too."),
    _l("Only choices can be filtered."),
    _l("Only choices have an order."),
    _l("There is no question in this repeat."),
    _l("today() would keep the day of answering."),
    _l("A single point means this answer, and only a constraint has one."),
    _l("The key %(key)s stands there twice."),
    _l("There is no option %(key)s to merge."),
    _l("There is no question %(key)s."),
    _l("There is no group %(key)s."),
    _l("There is no repeat %(key)s."),
    _l("A repeat has 1 to %(most)s rounds."),
    _l("These questions decide about each other: %(keys)s."),
    _l("%(key)s is not an earlier question."),
    _l("%(key)s has no options to depend on."),
    _l("%(key)s has no option %(option)s."),
    _l("%(key)s has no answer '%(option)s'."),
    _l("%(key)s has several answers: put it into sum() or count()."),
    _l("%(name)s needs a choice, and %(key)s is none."),
    _l("%(name)s needs a number, and '%(word)s' is none."),
    _l("%(name)s needs a number, and %(key)s is a choice."),
    _l("%(name)s needs a number, and %(key)s is a text."),
)


# A place for a fact, as re.escape leaves it.
PLACE = re.compile(r"%\\\((\w+)\\\)s")


def reason_in_words(reason: str) -> str:
    """Return a reason in the reader's language; empty where it is not known."""
    for words, pattern in _patterns():
        found = pattern.fullmatch(reason)
        if found:
            return str(gettext(words, **found.groupdict()))
    return ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (words, re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(words))))
        for words in REASONS
    )
