"""Asks and answers: the closed sets, and what may follow what."""

from enum import StrEnum


class AskType(StrEnum):
    """What kind of change an ask wants. Every ask has one."""

    LAW = "law"
    FUNDING = "funding"
    SERVICE_STANDARD = "service_standard"
    TRAINING = "training"
    GUIDELINE = "guideline"


class AnswerState(StrEnum):
    """How an authority answered one ask.

    Near the UK Francis response format. ``NO_ANSWER`` is what stands where
    nothing was given: it is shown, and no authority can choose it.
    """

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    DECLINED_AGREE_PRINCIPLE = "declined_agree_principle"
    DECLINED = "declined"
    MORE_INFORMATION = "more_information"
    NO_ANSWER = "no_answer"


GIVEN_STATES = tuple(
    state for state in AnswerState if state is not AnswerState.NO_ANSWER
)


class AnswerProblem(StrEnum):
    """What keeps an answer from being complete."""

    STATE_MISSING = "state_missing"
    STATE_UNKNOWN = "state_unknown"
    REASONS_MISSING = "reasons_missing"


def answer_problems(state: str, reasons: str) -> tuple[AnswerProblem, ...]:
    """Return what an answer to one ask still lacks; nothing when complete.

    An answer needs a state that an authority may give, and reasons: every
    state needs them, a yes as well, because people asked why.

    Args:
        state: the value of an ``AnswerState``, as it came from a form.
        reasons: plain words; blanks count as none.

    Source: response states and reasons per ask, docs/methods.md.
    """
    problems: list[AnswerProblem] = []
    if not state:
        problems.append(AnswerProblem.STATE_MISSING)
    elif state not in GIVEN_STATES:
        problems.append(AnswerProblem.STATE_UNKNOWN)
    if not reasons.strip():
        problems.append(AnswerProblem.REASONS_MISSING)
    return tuple(problems)
