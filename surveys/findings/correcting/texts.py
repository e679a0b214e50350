"""Frozen tables with other texts: the same numbers, so it is always safe."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

Label = Mapping[str, Any]


def relabelled(body: Mapping[str, Any], labels: Iterable[Label]) -> dict[str, Any]:
    """Return a body with the texts of a correction in place of the old ones."""
    made = deepcopy(dict(body))
    for label in labels:
        if label.get("item") == made["item"]["key"]:
            parts = made["columns"] if "option" in label else [made["item"]]
            _say(parts, label.get("option"), label["text"])
        elif made["breakdown"] and label.get("breakdown") == made["breakdown"]["key"]:
            parts = made["rows"] if "group" in label else [made["breakdown"]]
            _say(parts, label.get("group"), label["text"])
    return made


def relabelled_groups(
    groups: Mapping[str, Any], labels: Iterable[Label]
) -> dict[str, Any]:
    """Return the sizes of groups, by breakdown, with other texts."""
    made = deepcopy(dict(groups))
    for label in labels:
        found = made.get(label.get("breakdown", ""))
        if found is not None:
            parts = found["columns"] if "group" in label else [found]
            _say(parts, label.get("group"), label["text"])
    return made


def is_there(
    label: Label, bodies: Iterable[Mapping[str, Any]], groups: Mapping[str, Any]
) -> bool:
    """Tell whether a correction's text has a place in these tables or groups."""
    trial = [{**label, "text": {"": "?"}}]
    return relabelled_groups(groups, trial) != groups or any(
        relabelled(body, trial) != body for body in bodies
    )


def _say(
    parts: Iterable[dict[str, Any]], code: str | None, text: Mapping[str, str]
) -> None:
    """Put a text where a code, or the whole part, has its label."""
    for part in parts:
        if code is None or part["key"] == code:
            part["label"] = part["label"] | dict(text)
        for place, member in enumerate(part.get("members", ())):
            if code is not None and member == code:
                part["labels"][place] = part["labels"][place] | dict(text)
