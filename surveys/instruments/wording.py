"""The words of an instrument in all its languages, found by dotted key."""

from collections.abc import Mapping

from surveys.instruments.options import Label
from surveys.instruments.strict_toml import FileRefused, Place, flat, parsed


def language_of(name: str) -> str:
    """Return the middle part of a file's name: ``ar`` of ``larkmoor.ar.toml``."""
    return name.removesuffix(".toml").rpartition(".")[2]


def translated(
    place: Place, default: str, languages: tuple[str, ...], files: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the texts of each translation by dotted key."""
    found: dict[str, dict[str, str]] = {}
    for name, text in files.items():
        language = language_of(name)
        if language not in languages or language == default:
            Place(name).refuse(
                f"{language} is not one of the other languages of {place.file}."
            )
        found[language] = flat(Place(name), parsed(name, text))
    for language in languages:
        if language not in found and language != default:
            place.at("languages").refuse(f"There is no file for {language} here.")
    return found


class Words:
    """The texts of every language by dotted key, and which keys were asked for."""

    def __init__(
        self, language: str, translations: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Start with the default language and the texts of the others."""
        self.language = language
        self.translations = translations
        self.known: set[str] = set()

    def label(self, key: str, words: str) -> Label:
        """Return a text in the default language and wherever it was translated."""
        self.known.add(key)
        found = {
            language: texts[key]
            for language, texts in self.translations.items()
            if key in texts
        }
        return {self.language: words, **found}

    def refuse_strays(self, files: Mapping[str, str]) -> None:
        """Refuse a translation of what the main file lacks, or of half the consent."""
        lines = {key for key in self.known if key.startswith("consent.lines.")}
        for name in files:
            translated = self.translations[language_of(name)]
            for key in translated:
                if key not in self.known:
                    raise FileRefused(name, key, "The main file has no such text.")
            missing = lines - translated.keys()
            if missing and len(missing) < len(lines):
                raise FileRefused(
                    name, "consent.lines", f"There must be {len(lines)} lines."
                )
