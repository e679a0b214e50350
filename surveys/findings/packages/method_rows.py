"""The method statement as lines: an item, a language, a text."""

from collections.abc import Iterator, Mapping
from typing import Any

COLUMNS = ("item", "language", "text")


def method_rows(method: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Yield what the publisher said, then what the system knows, item by item.

    Facts have no language; what is not known has no line.
    """
    for item, words in method.get("said", {}).items():
        for language, text in words.items():
            yield {"item": item, "language": language, "text": text}
    for item, facts in method.get("facts", {}).items():
        for name, value in facts.items():
            if value is not None and not isinstance(value, dict | list):
                yield {"item": item, "language": "", "text": f"{name}: {value}"}
