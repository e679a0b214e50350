"""Forms for stories: told, chosen, made ready; and words for what is refused."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l

from core.errors import NotFound
from core.i18n import language
from surveys.findings.stories.models import Consent, Domain
from surveys.findings.stories.telling.service import SentStory
from surveys.findings.stories.telling.story_parts import PARTS, Check, cleaned
from surveys.waves.groups_of_four import LONGEST
from surveys.waves.receipts.phrase import new_phrase

WORDS = {
    "story": _l("Very many stories came in just now. Please send yours in an hour."),
    "story.unknown": _l("There is no such story."),
    "story.phrase_unknown": _l("No story has this phrase. Please look at it again."),
    "story.missing": _l("Please write something here. It is what the story is about."),
    "story.too_long": _l("This is too long. Please use fewer letters."),
    "story.domain_missing": _l("Please choose what changed most."),
    "story.consent_missing": _l("Please choose who may read your story."),
    "story.not_waiting": _l("A colleague was faster: this has gone on already."),
    "story.reason_length": _l("Please say why, in a sentence or a few."),
    "story.voted": _l("You have chosen this story already."),
    "story.panel_only": _l("Its teller lets the panel read this story, nobody else."),
    "story.not_chosen": _l("At least %(least)s of the panel have to choose a story."),
    "story.checklist": _l("Please look for each of these things, then tick it."),
    "story.not_the_words": _l(
        "These are not the teller's words in their order. Put a mark where something "
        "could tell who it is, and mend nothing else."
    ),
    "story.not_ready": _l("This story is not ready, or was changed meanwhile."),
    "story.two_people": _l("You made it ready. Somebody else has to publish it."),
}
"""Words for the codes of this room, for its forms and for the error pages."""

PART_WORDS = {
    "hard": _l("What was hard?"),
    "helped": _l("What helped?"),
    "changed": _l("What changed most?"),
    "for_whom": _l("For whom did it change? For you, your family, a group?"),
    "why": _l("Why does this change matter?"),
}

DOMAIN_WORDS = {
    Domain.CONFIDENCE: _l("Confidence: trust in oneself"),
    Domain.AUTONOMY: _l("Autonomy: deciding for oneself"),
    Domain.PARTICIPATION: _l("Taking part: with other people, in work or learning"),
    Domain.OTHER: _l("Something else"),
}

CONSENT_WORDS = {
    Consent.PANEL: _l("The panel that chooses stories, and nobody else"),
    Consent.PUBLIC: _l("Everybody, once two people took out what could show who I am"),
}

CHECK_WORDS = {
    Check.NO_METHOD: _l("It describes no way in which somebody can be hurt."),
    Check.NO_NAMES: _l("No name, place, job, date or rare event tells who it is."),
    Check.NO_DRAMA: _l("It is about getting through, and makes no show of pain."),
    Check.TELLERS_WORDS: _l("The words are the teller's own; nothing was mended."),
}


def new_keys() -> dict[str, str]:
    """Return what a new form carries: a double tap is one story, and one phrase."""
    return {"key": str(uuid4()), "phrase": new_phrase()}


def uuid_of(typed: str) -> UUID:
    """Return the key of a story.

    Raises:
        NotFound: this is none.
    """
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound("story.unknown") from None


def parts_of(form: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of a story as they are kept; what is empty is left out."""
    typed = {part: cleaned(form.get(part, "")) for part in PARTS}
    return {part: words for part, words in typed.items() if words}


def told_in(form: Mapping[str, str]) -> tuple[SentStory | None, list[tuple[str, str]]]:
    """Return a story as it was sent, or what is wrong with the choices."""
    faults = []
    if form.get("domain") not in set(Domain):
        faults.append(("domain", str(WORDS["story.domain_missing"])))
    if form.get("consent") not in set(Consent):
        faults.append(("consent", str(WORDS["story.consent_missing"])))
    if faults:
        return None, faults
    told = SentStory(
        key=uuid_of(form.get("key", "")),
        phrase=form.get("phrase", "")[:LONGEST],
        parts=parts_of(form),
        domain=Domain(form["domain"]),
        consent=Consent(form["consent"]),
        language=language(),
    )
    return told, []
