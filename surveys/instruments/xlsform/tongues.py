"""Languages as people name them in the header of a spreadsheet, and their codes."""

import re

_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?)\s*\)\s*$")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")

NAMES = {
    "am": ("Amharic", "አማርኛ"),
    "ar": ("Arabic", "العربية"),
    "bg": ("Bulgarian", "Български"),
    "bn": ("Bengali", "বাংলা"),
    "bs": ("Bosnian", "Bosanski"),
    "cs": ("Czech", "Čeština"),
    "da": ("Danish", "Dansk"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Ελληνικά"),
    "en": ("English", "English"),
    "es": ("Spanish", "Español"),
    "et": ("Estonian", "Eesti"),
    "fa": ("Persian", "فارسی"),
    "fi": ("Finnish", "Suomi"),
    "fr": ("French", "Français"),
    "ha": ("Hausa", "Hausa"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hr": ("Croatian", "Hrvatski"),
    "hu": ("Hungarian", "Magyar"),
    "hy": ("Armenian", "Հայերեն"),
    "id": ("Indonesian", "Bahasa Indonesia"),
    "it": ("Italian", "Italiano"),
    "ja": ("Japanese", "日本語"),
    "ka": ("Georgian", "ქართული"),
    "km": ("Khmer", "ខ្មែរ"),
    "ko": ("Korean", "한국어"),
    "ku": ("Kurdish", "Kurdî"),
    "lt": ("Lithuanian", "Lietuvių"),
    "lv": ("Latvian", "Latviešu"),
    "mk": ("Macedonian", "Македонски"),
    "my": ("Burmese", "မြန်မာ"),
    "ne": ("Nepali", "नेपाली"),
    "nl": ("Dutch", "Nederlands"),
    "no": ("Norwegian", "Norsk"),
    "pa": ("Punjabi", "ਪੰਜਾਬੀ"),
    "pl": ("Polish", "Polski"),
    "ps": ("Pashto", "پښتو"),
    "pt": ("Portuguese", "Português"),
    "ro": ("Romanian", "Română"),
    "ru": ("Russian", "Русский"),
    "si": ("Sinhala", "සිංහල"),
    "sk": ("Slovak", "Slovenčina"),
    "sl": ("Slovenian", "Slovenščina"),
    "so": ("Somali", "Soomaali"),
    "sq": ("Albanian", "Shqip"),
    "sr": ("Serbian", "Српски"),
    "sv": ("Swedish", "Svenska"),
    "sw": ("Swahili", "Kiswahili"),
    "ta": ("Tamil", "தமிழ்"),
    "th": ("Thai", "ไทย"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "Українська"),
    "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "yo": ("Yoruba", "Yorùbá"),
    "zh": ("Chinese", "中文"),
}
"""The English name and the language's own, by code."""

_BY_NAME = {name.casefold(): code for code, names in NAMES.items() for name in names}


def code_of(written: str) -> str | None:
    """Return the code of ``Deutsch (de)``, ``German`` or ``de``; None: not known."""
    found = _BRACKETS.search(written)
    if found:
        return _tidy(found.group(1))
    name = written.strip().casefold()
    if name in _BY_NAME:
        return _BY_NAME[name]
    return written.strip() if _CODE.fullmatch(written.strip()) else None


def name_of(code: str) -> str:
    """Return a language as a header names it: ``German (de)``."""
    return f"{NAMES.get(code, (code,))[0]} ({code})"


def _tidy(code: str) -> str:
    first, dash, rest = code.partition("-")
    return first.lower() + dash + rest
