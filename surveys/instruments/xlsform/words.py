"""The words of a row by language code, without the marks of a text editor."""

import re
from collections.abc import Mapping
from html import unescape

from surveys.instruments.expressions.grammar import REFERENCE
from surveys.instruments.options import Label
from surveys.instruments.xlsform.remarks import Reason, Report
from surveys.instruments.xlsform.sheets import UNSAID, Row, Sheet, Workbook
from surveys.instruments.xlsform.tongues import code_of, name_of

_LINK = re.compile(r"\[([^\]\n]*)\]\((\S+?)\)")
_ANCHOR = re.compile(
    r"<a\s[^>]*?href\s*=\s*[\"']([^\"']*)[\"'][^>]*>(.*?)</a\s*>", re.DOTALL
)
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*_#\[\]`])")


class Tongues:
    """Which languages a questionnaire has, the default one first found out."""

    def __init__(self, workbook: Workbook, report: Report) -> None:
        """Look at the headers, and at what the settings say."""
        self.codes: dict[str, str] = {}
        headers = _headers(workbook.survey) | _headers(workbook.choices)
        for name, place in headers.items():
            code = code_of(name)
            if code is None:
                report.refuse(place, Reason.WHICH_LANGUAGE, language=name)
            else:
                self.codes[name] = code
        self.default = self._default(workbook, report)
        self.codes[UNSAID] = self.default
        named = [self.codes[name] for name in headers if name in self.codes]
        first = [] if self.default in named else [self.default]
        self.all = tuple(dict.fromkeys(first + named))

    def _default(self, workbook: Workbook, report: Report) -> str:
        said = workbook.setting.get("default_language")
        if said and code_of(said) is None:
            place = workbook.setting.place
            report.refuse(place, Reason.WHICH_LANGUAGE, language=said)
        sheets = (workbook.survey, workbook.choices)
        unsaid = any(UNSAID in sheet.languages for sheet in sheets)
        first = next(iter(self.codes.values()), "en")
        return (code_of(said) if said else None) or ("en" if unsaid else first)


def _headers(sheet: Sheet) -> dict[str, str]:
    place = sheet.rows[0].place.partition(",")[0] if sheet.rows else ""
    return {name: place for name in sheet.languages if name != UNSAID}


class Reader:
    """Reads the words of rows; our own files need no tidying."""

    def __init__(self, workbook: Workbook, report: Report) -> None:
        """Find out the languages."""
        self.tongues = Tongues(workbook, report)
        self.report = report
        self.is_ours = workbook.is_ours

    def label(self, row: Row, column: str = "label") -> Label:
        """Return the words of a column by language; what is empty is left out."""
        found: dict[str, str] = {}
        written = row.words.get(column, {})
        # A header that names its language says it more exactly than one that does not.
        for name in sorted(written, key=lambda each: each != UNSAID):
            code = self.tongues.codes.get(name)
            text = self._tidy(written[name], row.place)
            if code and text:
                found[code] = text
        return {code: found[code] for code in self.tongues.all if code in found}

    def whole(self, row: Row, label: Label, instead: str = "") -> Label:
        """Return words that are there in the default language, as all words must be."""
        default = self.tongues.default
        if default in label:
            return label
        words = next(iter(label.values()), instead)
        self.report.warn(
            row.place, Reason.OTHER_LANGUAGE, language=name_of(default), words=words
        )
        return {default: words, **label}

    def _tidy(self, text: str, place: str) -> str:
        if self.is_ours:
            return text.strip()
        plain = without_marks(text)
        if plain != text.strip():
            self.report.warn(place, Reason.FORMATTING)
        return plain


def without_marks(text: str) -> str:
    """Return a text without Markdown and HTML; links keep their address."""
    text = _ANCHOR.sub(r"\2 (\1)", _LINK.sub(r"\1 (\2)", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _STRONG.sub(r"\2", _HEADING.sub("", text))
    text = unescape(_ESCAPED.sub(r"\1", text)).replace("\xa0", " ")
    lines = [line.strip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def referring(label: Label, names: Mapping[str, str]) -> tuple[Label, set[str]]:
    """Return words that name questions by their keys, and the names of no question."""
    lost: set[str] = set()

    def named(found: "re.Match[str]") -> str:
        key = names.get(found.group(1).rpartition("/")[2])
        if key is None:
            lost.add(found.group(1))
            return ""
        return f"${{{key}}}"

    found = {code: REFERENCE.sub(named, text) for code, text in label.items()}
    return {code: text.strip() for code, text in found.items()} if lost else found, lost
