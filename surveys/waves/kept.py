"""What a wave keeps of somebody who answers: the words follow from the mode."""

from enum import StrEnum

from surveys.waves.anonymity import Anonymity


class Fact(StrEnum):
    """One thing that is kept, is not, or is kept for a while."""

    ANSWERS = "answers"
    COUNTS = "counts"
    NO_TEXT = "no_text"
    NO_PERSON = "no_person"
    CODE = "code"
    CHANNEL = "channel"
    BEFORE_SEND = "before_send"
    STOPS = "stops"
    PHRASE = "phrase"
    NO_WAY_BACK = "no_way_back"


def what_is_kept(anonymity: str, *, channel: bool = False) -> tuple[Fact, ...]:
    """Return the facts that somebody is told before they answer, in order.

    ``channel`` says that the address they came by names a poster or a link.
    """
    counters = anonymity == Anonymity.COUNTERS
    facts = {
        Fact.ANSWERS: not counters,
        Fact.COUNTS: counters,
        Fact.NO_TEXT: counters,
        Fact.NO_PERSON: True,
        Fact.CODE: anonymity == Anonymity.CODED,
        Fact.CHANNEL: channel and not counters,
        Fact.BEFORE_SEND: True,
        Fact.STOPS: True,
        Fact.PHRASE: not counters,
        Fact.NO_WAY_BACK: counters,
    }
    return tuple(fact for fact, holds in facts.items() if holds)
