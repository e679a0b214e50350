"""What a wave keeps of somebody who answers: the words follow from the mode."""

from enum import StrEnum

from surveys.waves.anonymity import Anonymity


class Fact(StrEnum):
    """One thing that is kept, is not, or is kept for a while."""

    ANSWERS = "answers"
    NO_PERSON = "no_person"
    CODE = "code"
    CHANNEL = "channel"
    BEFORE_SEND = "before_send"
    PHRASE = "phrase"


def what_is_kept(anonymity: str, *, channel: bool = False) -> tuple[Fact, ...]:
    """Return the facts that somebody is told before they answer, in order.

    ``channel`` says that the address they came by names a poster or a link.
    """
    facts = {
        Fact.ANSWERS: True,
        Fact.NO_PERSON: True,
        Fact.CODE: anonymity == Anonymity.CODED,
        Fact.CHANNEL: channel,
        Fact.BEFORE_SEND: True,
        Fact.PHRASE: True,
    }
    return tuple(fact for fact, holds in facts.items() if holds)
