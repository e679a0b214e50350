"""Questions that ask who somebody is: then no rule about storage keeps them unknown.

Patterns are small and miss a lot; a remark asks somebody to look, it forbids nothing.
"""

import re
from collections.abc import Iterable

from surveys.instruments.items import Item
from surveys.instruments.kinds import NUMBERS, Kind

TYPED = NUMBERS | {Kind.TEXT, Kind.DATE}
"""Kinds that take whatever somebody types: only these can hold a name."""

ASKING = {
    "en": r"\b(?:(?:first|last|full|family|your) names?|surname|e-?mail|"
    r"(?:tele)?phone number|mobile number|home address|postal address|post ?code|"
    r"zip code|date of birth|birth ?date|user ?name|passport|id number)\b",
    "de": r"\b(?:(?:vor|nach|familien|vereins)?namen?\b(?! der)|e-?mail|telefon\w*|"
    r"handynummer|anschrift|postadresse|postleitzahl|geburtsdatum|ausweis\w*)",
    "fr": r"\b(?:prénom|nom de famille|votre nom|e-?mail|courriel|téléphone portable|"
    r"numéro de téléphone|adresse postale|code postal|date de naissance)",
    "es": r"\b(?:su nombre|nombre completo|apellidos?|correo electrónico|"
    r"número de teléfono|dirección postal|código postal|fecha de nacimiento)",
    "pl": r"\b(?:imię|nazwisko|e-?mail|numer telefonu|adres zamieszkania|"
    r"kod pocztowy|data urodzenia|pesel)",
    "uk": r"\b(?:прізвище|ваше ім[’']я|електронн\w+ пошт\w+|номер телефону|"
    r"домашн\w+ адрес\w*|поштов\w+ індекс|дата народження)",
    "ar": r"(?:اسمك|الاسم الكامل|اسم العائلة|البريد الإلكتروني|رقم الهاتف|"
    r"عنوان السكن|الرمز البريدي|تاريخ الميلاد)",
}
_COMPILED = {code: re.compile(words, re.IGNORECASE) for code, words in ASKING.items()}


def identifying(words: str, language: str) -> str | None:
    """Return the words that ask who somebody is, None where there are none."""
    pattern = _COMPILED.get(language.partition("-")[0])
    found = pattern.search(words) if pattern else None
    return found.group() if found else None


def asks_who(item: Item, languages: Iterable[str]) -> tuple[str, str] | None:
    """Return the first language in which a question asks who somebody is, and how.

    None where it asks something else.
    """
    for language in languages if item.kind in TYPED else ():
        said = identifying(item.label.get(language, ""), language)
        if said is not None:
            return language, said
    return None
