"""The questionnaire engine: what is asked, of whom, and what counts as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

type_of_text = str
Label = Mapping[str, str]
"""A text by language code; at least in the instrument's default language."""

Value = str | int | tuple[str, ...] | list[str]
"""An option key, a number, a text, or several option keys (a list in JSON)."""

Answers = Mapping[str, Value]
"""Answers by item key. What was skipped has no key."""

LONGEST_TEXT = 2_000
"""Characters that an open answer may hold where the item does not say."""
