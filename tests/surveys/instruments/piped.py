"""The small instrument with questions that speak of earlier answers."""

from dataclasses import replace

from tests.surveys.instruments.small import SMALL

LABEL = {
    "en": "You said ${asked}. What got in the way?",
    "ar": "قلت ${ asked }. ما الذي منعك؟",
}
SHOWN = {
    "en": "You said …. What got in the way?",
    "ar": "قلت …. ما الذي منعك؟",
}
PARTS = {
    "barriers": {"label": LABEL, "hint": {"en": "After ${asked}, I mean."}},
    "travel_how": {"label": {"en": "Travel with ${barriers} was easy."}},
}
PIPED = replace(
    SMALL,
    groups=(replace(SMALL.groups[0], label={"en": "About you, who said ${asked}"}),),
    items=tuple(replace(item, **PARTS.get(item.key, {})) for item in SMALL.items),
)
