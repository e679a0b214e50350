"""The rows of the sheet ``survey`` as questions in their groups and repeats."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from surveys.instruments.item_structure import KEY
from surveys.instruments.xlsform.choices import fitting
from surveys.instruments.xlsform.question_types import BEGIN, END, Type, type_of
from surveys.instruments.xlsform.remarks import Reason, Report
from surveys.instruments.xlsform.sheets import OURS, Row, Workbook
from surveys.instruments.xlsform.words import Reader


@dataclass(frozen=True)
class Frame:
    """A group or a repeat that is open; ``key`` is None where it has no heading."""

    row: Row
    key: str | None
    is_repeat: bool


@dataclass(frozen=True)
class Asked:
    """One row that is a question, and the frames around it, the outermost first."""

    row: Row
    type: Type
    key: str
    frames: tuple[Frame, ...] = ()

    @property
    def group(self) -> str | None:
        """The innermost group with a heading."""
        keys = [each.key for each in self.frames if not each.is_repeat and each.key]
        return keys[-1] if keys else None

    @property
    def repeat(self) -> str | None:
        """The repeat it is asked in."""
        keys = [each.key for each in self.frames if each.is_repeat]
        return keys[-1] if keys else None


@dataclass
class Outline:
    """What the sheet comes to: questions, groups and repeats, each in its order."""

    asked: list[Asked] = field(default_factory=list)
    groups: dict[str, Frame] = field(default_factory=dict)
    repeats: dict[str, Frame] = field(default_factory=dict)


def outline_of(workbook: Workbook, reader: Reader) -> Outline:
    """Return the questions of a sheet; what does not fit together is reported."""
    outline, open_frames = Outline(), list[Frame]()
    report, names = reader.report, set[str]()
    for row in workbook.survey.rows:
        written = row.get("type")
        if BEGIN.fullmatch(written):
            frame = _frame(row, reader, report)
            _open(frame, outline, open_frames, report)
            open_frames.append(frame)
        elif END.fullmatch(written):
            _close(row, open_frames, report)
        elif written:
            asked = Asked(row, type_of(written), row.get("name"), tuple(open_frames))
            outline.asked += _named(asked, names, report)
    for frame in open_frames:
        report.refuse(frame.row.place, Reason.NOT_ENDED)
    return outline


def _frame(row: Row, reader: Reader, report: Report) -> Frame:
    is_repeat = not row.get("type").lower().endswith("group")
    has_heading = bool(reader.label(row))
    name = row.get(f"{OURS}group") or row.get("name")
    key = _fitting(name, row, report) if name and (is_repeat or has_heading) else None
    return Frame(row, key, is_repeat)


def _open(frame: Frame, outline: Outline, around: list[Frame], report: Report) -> None:
    if frame.is_repeat and any(each.is_repeat for each in around):
        report.refuse(frame.row.place, Reason.REPEAT_INSIDE)
    if frame.key is None:
        if frame.is_repeat:
            report.refuse(frame.row.place, Reason.NO_NAME)
        return
    known = outline.repeats if frame.is_repeat else outline.groups
    known.setdefault(frame.key, frame)


def _close(row: Row, around: list[Frame], report: Report) -> None:
    is_repeat = not row.get("type").lower().endswith("group")
    if not around or around[-1].is_repeat != is_repeat:
        report.refuse(row.place, Reason.NOT_BEGUN)
    else:
        around.pop()


def _named(asked: Asked, names: set[str], report: Report) -> Iterator[Asked]:
    """Yield a question under a key that fits and is its own."""
    if not asked.key:
        report.refuse(asked.row.place, Reason.NO_NAME)
        return
    key = _fitting(asked.key, asked.row, report)
    if key in names and asked.type.kind is not None:
        report.refuse(asked.row.place, Reason.NAME_TWICE, name=asked.key)
    names.add(key)
    yield replace(asked, key=key)


def _fitting(name: str, row: Row, report: Report) -> str:
    key = fitting(name, KEY)
    if key != name:
        report.warn(row.place, Reason.RENAMED, name=name, key=key)
    return key
