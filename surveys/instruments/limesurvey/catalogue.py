"""The questions of a LimeSurvey file, whichever version of the program wrote it.

Up to version 3 a question has a row for each language; later ones keep the words in
tables of their own (``question_l10ns``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.instruments.limesurvey.tables import Table
from surveys.instruments.xlsform.words import without_marks

Words = Mapping[str, str]
Tables = Mapping[str, Table]

_PIPED = re.compile(r"\{\s*([A-Za-z]\w*)(?:\.(?:shown|NAOK|value|code))?\s*\}")
_OPEN = 10**9


@dataclass(frozen=True)
class Choice:
    """An answer or a subquestion: its code and words."""

    code: str
    words: Words


@dataclass(frozen=True)
class Question:
    """One question with what belongs to it."""

    number: str
    code: str
    kind: str
    fields: Mapping[str, str]
    words: Words
    help: Words
    answers: tuple[Choice, ...] = ()
    parts: tuple[Choice, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One group of questions."""

    number: str
    words: Words
    condition: str
    questions: tuple[Question, ...]


def parts_of(tables: Tables) -> list[Part]:
    """Return the groups in their order, with their questions."""
    return [
        Part(
            row["gid"],
            _words(tables, "group", "gid", "group_name")(row),
            row.get("grelevance", ""),
            tuple(_questions(tables, row["gid"])),
        )
        for row in _once(tables.get("groups", []), "gid", "group_order")
    ]


def languages_of(tables: Tables) -> list[str]:
    """Return the codes of the languages, the base language first."""
    survey = next(iter(tables.get("surveys", [])), {})
    said = f"{survey.get('language', '')} {survey.get('additional_languages', '')}"
    rows = tables.get("surveys_languagesettings", [])
    found = [*said.split(), *(row.get("surveyls_language", "") for row in rows)]
    return [code for code in dict.fromkeys(found) if code] or ["en"]


def said_of_survey(tables: Tables, name: str) -> Words:
    """Return a text about the whole survey by language."""
    return _by_language(
        (row.get("surveyls_language", ""), row.get(name, ""))
        for row in tables.get("surveys_languagesettings", [])
    )


def _questions(tables: Tables, group: str) -> Iterator[Question]:
    own = [row for row in tables.get("questions", []) if row.get("gid") == group]
    words = _words(tables, "question", "qid", "question")
    hints = _words(tables, "question", "qid", "help")
    for row in _once(own, "qid", "question_order"):
        if row.get("parent_qid", "0") not in ("", "0"):
            continue
        number = row["qid"]
        yield Question(
            number=number,
            code=row.get("title", ""),
            kind=row.get("type", ""),
            fields=row,
            words=words(row),
            help=hints(row),
            answers=tuple(_answers(tables, number)),
            parts=tuple(_parts(tables, number)),
            attributes={
                each["attribute"]: each.get("value", "")
                for each in tables.get("question_attributes", [])
                if each.get("qid") == number and "attribute" in each
            },
        )


def _answers(tables: Tables, question: str) -> Iterator[Choice]:
    rows = [row for row in tables.get("answers", []) if row.get("qid") == question]
    # Later versions number the answers; before, the code is all there is.
    key = "aid" if all("aid" in row for row in rows) else "code"
    words = _words({**tables, "answers": rows}, "answer", key, "answer")
    for row in _once(rows, key, "sortorder"):
        yield Choice(row.get("code", ""), words(row))


def _parts(tables: Tables, question: str) -> Iterator[Choice]:
    rows = [
        row
        for row in tables.get("subquestions", [])
        if row.get("parent_qid") == question and row.get("scale_id", "0") in ("", "0")
    ]
    words = _words({**tables, "questions": rows}, "question", "qid", "question")
    for row in _once(rows, "qid", "question_order"):
        yield Choice(row.get("title", ""), words(row))


class _words:  # noqa: N801  # it is called like the function it stands for
    """Finds the words of a row, in a table of words or in the rows themselves."""

    def __init__(self, tables: Tables, kind: str, key: str, column: str) -> None:
        self.key = key
        self.found: dict[str, list[tuple[str, str]]] = {}
        own = tables.get(f"{kind}_l10ns", [])
        for row in [*own, *tables.get(f"{kind}s", [])]:
            if key in row and row.get("language") and column in row:
                pair = (row["language"], row[column])
                self.found.setdefault(row[key], []).append(pair)

    def __call__(self, row: Mapping[str, str]) -> Words:
        return _by_language(self.found.get(row.get(self.key, ""), []))


def _by_language(pairs: "Iterator[tuple[str, str]] | list[tuple[str, str]]") -> Words:
    plain = {code: _PIPED.sub(r"${\1}", without_marks(text)) for code, text in pairs}
    return {code: text for code, text in plain.items() if code and text}


def _once(rows: Table, key: str, order: str) -> list[dict[str, str]]:
    """Return a row for each key, in order; older files have one for each language."""
    first: dict[str, dict[str, str]] = {}
    for row in rows:
        if key in row:
            first.setdefault(row[key], row)
    return sorted(first.values(), key=lambda row: _place(row.get(order, "")))


def _place(text: str) -> int:
    return int(text) if text.isdecimal() else _OPEN
