"""The tables in a LimeSurvey file: XML with rows of named fields, and nothing else."""

from xml.parsers import expat

from surveys.instruments.xlsform.remarks import FileStopped, Reason

Table = list[dict[str, str]]
MOST_FIELDS = 500_000
DEEPEST = 20


def read_tables(content: bytes) -> dict[str, Table]:
    """Return the rows of each table of a .lss file.

    Raises:
        FileStopped: it is no such file, or more than rows of fields.
    """
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.words
    try:
        parser.Parse(content, True)  # noqa: FBT003  # expat takes no names
    except expat.ExpatError as error:
        raise FileStopped(Reason.DAMAGED) from error
    if "questions" not in reading.tables:
        raise FileStopped(Reason.NOT_A_FILE)
    return reading.tables


def _no_doctype(*_declared: object) -> None:
    raise FileStopped(Reason.ENTITIES)


class _Reading:
    """Where in the file we are: document, table, rows, row, field."""

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.path: list[str] = []
        self.fields = 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise FileStopped(Reason.NOT_A_FILE)
        if self.path[2:] == ["rows", "row"]:
            self.tables.setdefault(self.path[1], []).append({})
        elif self.in_field():
            self.fields += 1
            if self.fields > MOST_FIELDS:
                raise FileStopped(Reason.TOO_MANY_CELLS)
            self.row()[name] = ""

    def end(self, _name: str) -> None:
        self.path.pop()

    def words(self, text: str) -> None:
        if self.in_field():
            self.row()[self.path[-1]] += text

    def in_field(self) -> bool:
        return len(self.path) == 5 and self.path[2:4] == ["rows", "row"]

    def row(self) -> dict[str, str]:
        return self.tables[self.path[1]][-1]
