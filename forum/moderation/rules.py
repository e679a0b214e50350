"""The rules that a refusal can rest on: a closed set, the same for everybody."""

from enum import StrEnum


class Rule(StrEnum):
    """Why a message is not published. The edge has the words for each."""

    PERSONAL_DETAILS = "personal_details"
    HARMFUL_DETAIL = "harmful_detail"
    INSULT = "insult"
    DISCRIMINATION = "discrimination"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    UNLAWFUL = "unlawful"


LONGEST_REASON = 2000
SHORTEST_REASON = 10
"""Characters: a reason that says nothing is no reason."""
