"""Makes spreadsheets for tests, and reads them as the reader's process does."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from surveys.instruments.xlsform.reader import read
from surveys.instruments.xlsform.remarks import Reason
from surveys.instruments.xlsform.taking_in import TakenIn


def table(text: str) -> list[list[str]]:
    """Return the rows of a table drawn with ``|``."""
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.strip().splitlines()
    ]


def book(survey: str, choices: str = "", settings: str = "", **more: str) -> bytes:
    """Return a spreadsheet whose sheets are tables drawn with ``|``."""
    made = Workbook()
    made.remove(made.active)
    sheets = {"survey": survey, "choices": choices, "settings": settings, **more}
    for name, text in sheets.items():
        if text:
            sheet = made.create_sheet(name)
            for row in table(text):
                sheet.append([cell or None for cell in row])
    return saved(made)


def saved(made: Workbook) -> bytes:
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def with_members(content: bytes, **members: str) -> bytes:
    """Return a spreadsheet with some files inside it replaced or added."""
    kept = BytesIO()
    names = {name.replace("__", "/"): text for name, text in members.items()}
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, text in names.items():
            new.writestr(name, text)
    return kept.getvalue()


def taken(survey: str, choices: str = "", settings: str = "") -> TakenIn:
    """Return what these sheets come to."""
    return read("xlsx", "a-file", "", book(survey, choices, settings))


def instrument(survey: str, choices: str = "", settings: str = ""):
    """Return the instrument of sheets that have no fault."""
    found = taken(survey, choices, settings)
    assert not found.faults, found.faults
    assert found.instrument is not None
    return found.instrument


def said(remarks) -> list[tuple[str, Reason]]:
    """Return place and reason of each remark, but for the consent that is missing."""
    return [
        (each.place, each.reason)
        for each in remarks
        if each.reason is not Reason.CONSENT_IS_BLANK
    ]


PLAIN = book(
    """
    | type | name | label |
    | text | wish | What would help? |
    """
)
"""A spreadsheet that is taken in."""
