"""What happens in Larkmoor, read from TOML, with its texts in every language there is.

``story.toml`` has the English; ``story.<language>.toml`` maps the path of a text to
the same text: ``"motions.questions.title" = "..."``. What a language lacks is shown
in English.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

# Lists of tables by what names an entry in a path; a number where nothing does.
NAMES = {
    "bodies": "slug",
    "items": "key",
    "motions": "key",
    "benchmarks": "number",
    "proposals": "key",
    "themes": "key",
}
# Texts that everybody reads; what one person says stays in the words they said it in.
TRANSLATED = {
    "name", "purpose", "speaks_for", "title", "wording", "minority", "why",
    "target_reason", "consequence", "harm", "messages", "problem",
    "history_and_context", "system_causes", "options", "equity", "motion_wording",
    "shows", "limits", "definition", "missed",
}  # fmt: skip
SPOKEN = {"threads", "notes", "held", "refused", "people", "changes"}
# A table of nothing but texts.
ALL_TEXT = "plan."


@dataclass(frozen=True)
class Story:
    """The story's tables as they stand in the file, and its texts by path."""

    tables: Mapping[str, Any]
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words(self, path: str) -> dict[str, str]:
        """Return one text in every language that has it; nothing for an empty one."""
        english = self.english.get(path, "")
        if not english:
            return {}
        others = {
            language: texts[path]
            for language, texts in self.translations.items()
            if texts.get(path)
        }
        return {"en": english, **others}

    @property
    def english(self) -> dict[str, str]:
        """Return every text that is translated, by path."""
        return dict(_texts(self.tables, ""))


def read_story() -> Story:
    """Return the story with the translations that lie beside it."""
    translations = {
        file.name.split(".")[1]: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(FOLDER.glob("story.*.toml"))
    }
    text = (FOLDER / "story.toml").read_text(encoding="utf-8")
    return Story(tomllib.loads(text), translations)


def _texts(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if name in SPOKEN:
            continue
        here = f"{path}{name}"
        if isinstance(value, str) and (name in TRANSLATED or path[:5] == ALL_TEXT):
            yield here, value
        elif isinstance(value, dict):
            yield from _texts(value, f"{here}.")
        elif isinstance(value, list):
            for number, entry in enumerate(value, 1):
                if isinstance(entry, dict):
                    key = entry.get(NAMES.get(name, ""), number)
                    yield from _texts(entry, f"{here}.{key}.")
