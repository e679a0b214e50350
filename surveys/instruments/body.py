"""An instrument as a JSON document and back: how a version is stored and exchanged."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind, Precision
from surveys.instruments.options import Band, Merge, Option, Relevant
from surveys.instruments.questionnaire import (
    Consent,
    Group,
    Instrument,
    Licence,
    Repeat,
)

Body = dict[str, Any]


def to_body(instrument: Instrument) -> Body:
    """Return the document of an instrument; what is left at its default is left out."""
    document: Body = plain(instrument)
    return document


def checksum(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document's canonical JSON, in hexadecimal."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def from_body(body: Mapping[str, Any]) -> Instrument:
    """Return the instrument of a document that ``to_body`` made."""
    parts = {
        "languages": tuple(body["languages"]),
        "items": tuple(_item(each) for each in body["items"]),
        "groups": tuple(Group(**each) for each in body.get("groups", ())),
        "repeats": tuple(Repeat(**each) for each in body.get("repeats", ())),
        "licence": Licence(**body["licence"]),
        "consent": _consent(body["consent"]),
    }
    return Instrument(**{**body, **parts})


def plain(value: Any) -> Any:
    """Return a value of frozen dataclasses as JSON has it; defaults are left out."""
    if is_dataclass(value):
        return {
            each.name: plain(getattr(value, each.name))
            for each in fields(value)
            if _is_said(each, getattr(value, each.name))
        }
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value


def _is_said(field: Field[Any], value: Any) -> bool:
    """Tell whether a value is not what it would be anyway."""
    if field.default_factory is not MISSING:
        return bool(value != field.default_factory())
    return field.default is MISSING or bool(value != field.default)


def _consent(raw: Mapping[str, Any]) -> Consent:
    lines = {language: tuple(lines) for language, lines in raw["lines"].items()}
    return Consent(**{**raw, "lines": lines})


def _item(raw: Mapping[str, Any]) -> Item:
    parts = {
        "kind": Kind(raw["kind"]),
        "precision": Precision(raw.get("precision", Precision.DAY)),
        "options": tuple(Option(**each) for each in raw.get("options", ())),
        "bands": tuple(Band(**each) for each in raw.get("bands", ())),
        "score_of": tuple(raw.get("score_of", ())),
        "points": tuple(raw.get("points", ())),
        "merges": tuple(
            tuple(_merge(each) for each in level) for level in raw.get("merges", ())
        ),
        "relevant": tuple(
            Relevant(each["item"], frozenset(each["options"]))
            for each in raw.get("relevant", ())
        ),
    }
    return Item(**{**raw, **parts})


def _merge(raw: Mapping[str, Any]) -> Merge:
    return Merge(raw["key"], raw["label"], tuple(raw["members"]))
