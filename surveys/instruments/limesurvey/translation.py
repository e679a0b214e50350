"""A LimeSurvey questionnaire as the sheets of an XLSForm, and what is lost by it."""

from collections.abc import Iterator, Mapping

from surveys.instruments.limesurvey.catalogue import (
    Choice,
    Part,
    Question,
    Tables,
    Words,
    languages_of,
    parts_of,
    said_of_survey,
)
from surveys.instruments.limesurvey.relevance import NotSimple, Ticks, condition_of
from surveys.instruments.xlsform.extras import cell_of
from surveys.instruments.xlsform.neutral import neutral
from surveys.instruments.xlsform.remarks import Reason, Report
from surveys.instruments.xlsform.sheets import OURS, Row, Sheet, Workbook

TYPES = {
    "L": "select_one",
    "!": "select_one",
    "O": "select_one",
    "M": "select_multiple",
    "P": "select_multiple",
    "R": "rank",
    "Y": "select_one",
    "G": "select_one",
    "5": "select_one",
    "S": "text",
    "T": "text",
    "U": "text",
    "N": "integer",
    "D": "date",
    "X": "note",
}
TABLES = {"F": "select_one", "H": "select_one", "A": "select_one", "B": "select_one"}
LISTS = {"Q": "text", "K": "integer"}
"""Several boxes under one question: each becomes a question."""

POINTS = {"5": 5, "A": 5, "B": 10}
TICKED = frozenset({"M", "P"})

# What changes nothing about the questions, or is taken over elsewhere.
_TAKEN = frozenset(
    {"random_order", "answer_order", "exclude_all_others", "max_answers", "hidden"}
    | {"num_value_int_only", "min_num_value_n", "max_num_value_n", "hide_tip"}
    | {"question_template", "cssclass", "statistics_showgraph", "page_break"}
    | {"statistics_graphtype", "public_statistics", "time_limit", "text_input_width"}
    | {"display_columns", "display_rows", "maximum_chars", "save_as_default"}
    | {"scale_export", "answer_width", "input_size", "text_input_columns"}
    | {"subquestion_order", "display_type", "showpopups", "samechoiceheight"}
    | {"samelistheight", "rank_title", "choice_title", "repeat_headings"}
)


def workbook_from(tables: Tables, report: Report) -> Workbook:
    """Return the sheets of a LimeSurvey questionnaire."""
    return _Translating(tables, report).workbook()


class _Translating:
    """One questionnaire on its way."""

    def __init__(self, tables: Tables, report: Report) -> None:
        self.tables, self.report = tables, report
        self.languages = languages_of(tables)
        self.parts = parts_of(tables)
        self.names = {
            name: key
            for part in self.parts
            for question in part.questions
            for name, key in self._names(part, question)
        }
        self.ticks: Ticks = {
            f"{question.code}_{each.code}": (question.code, each.code)
            for part in self.parts
            for question in part.questions
            if question.kind in TICKED
            for each in question.parts
        }
        self.choices: list[Row] = []

    def workbook(self) -> Workbook:
        rows = [row for part in self.parts for row in self.part(part)]
        welcome = said_of_survey(self.tables, "surveyls_welcometext")
        if welcome:
            cells = {"type": "note", "name": "welcome_text"}
            rows.insert(0, Row("survey", cells, {"label": welcome}))
        title = said_of_survey(self.tables, "surveyls_title")
        first, *others = self.languages
        setting = {"title": title.get(first, ""), "default_language": first}
        if any(code in title for code in others):
            more = {code: title[code] for code in others if code in title}
            setting[f"{OURS}title"] = cell_of(more)
        languages = tuple(self.languages)
        return Workbook(
            Sheet((), languages, tuple(rows)),
            Sheet(("missing", "exclusive"), languages, tuple(self.choices)),
            Sheet((), (), (Row("survey", setting),)),
        )

    def part(self, part: Part) -> Iterator[Row]:
        place = f"group {part.number}"
        cells = {"type": "begin_group", "name": f"group_{part.number}"}
        cells["relevant"] = self.condition(part.condition, place)
        yield Row(place, cells, {"label": part.words})
        for question in part.questions:
            yield from self.question(question)
        yield Row(place, {"type": "end_group"})

    def question(self, question: Question) -> Iterator[Row]:
        place = f"question {question.code}"
        if question.attributes.get("hidden") == "1":
            facts = {"name": question.code, "type": "hidden"}
            self.report.warn(place, Reason.LEFT_OUT, **facts)
            return
        self._say_what_is_lost(question, place)
        cells = {
            "relevant": self.condition(question.fields.get("relevance", ""), place)
        }
        words = {"label": question.words, "hint": question.help}
        if question.kind in TABLES | LISTS:
            yield from self.several(question, place, cells, words)
            return
        cells |= {"type": self.type(question), "name": question.code}
        yield Row(place, {**cells, **self.more(question)}, words)

    def several(
        self,
        question: Question,
        place: str,
        cells: Mapping[str, str],
        words: Mapping[str, Words],
    ) -> Iterator[Row]:
        """Yield a group with a question for each row of a table or box of a list."""
        group = {"type": "begin_group", "name": f"{question.code}_group"}
        table = question.kind in TABLES
        more = {"appearance": "table-list"} if table else {}
        yield Row(place, {**cells, **group, **more}, {"label": words["label"]})
        kind = self.type(question)
        for each in question.parts:
            key = f"{question.code}_{each.code}"
            own = {"type": kind, "name": key, **self.more(question)}
            yield Row(
                f"question {key}", own, {"label": each.words, "hint": words["hint"]}
            )
        yield Row(place, {"type": "end_group"})

    def type(self, question: Question) -> str:
        """Return the type for XLSForm, and write down the choices it names."""
        kinds = TYPES | TABLES | LISTS
        if question.kind not in kinds:
            return f"LimeSurvey {question.kind}"
        kind = kinds[question.kind]
        whole = question.attributes.get("num_value_int_only") == "1"
        if question.kind in ("N", "K") and not whole:
            return "decimal"
        if kind in ("select_one", "select_multiple", "rank"):
            self.choices += self.list(question)
            other = question.fields.get("other") == "Y" and question.kind in "L!MP"
            return f"{kind} {question.code}{' or_other' if other else ''}"
        return kind

    def list(self, question: Question) -> Iterator[Row]:
        alone = question.attributes.get("exclude_all_others", "").split(";")
        for each in self._choices(question):
            cells = {"list_name": question.code, "name": each.code}
            if each.code in alone:
                cells["exclusive"] = "yes"
            place = f"question {question.code}, answer {each.code}"
            yield Row(place, cells, {"label": each.words})

    def more(self, question: Question) -> dict[str, str]:
        """Return further cells: required, bounds, order, appearance."""
        said = question.attributes
        cells: dict[str, str] = {}
        if question.fields.get("mandatory") == "Y" and question.kind != "X":
            cells["required"] = "yes"
        if question.kind in ("T", "U"):
            cells["appearance"] = "multiline"
        if question.kind in ("5", "A", "B"):
            cells[f"{OURS}kind"] = "scale"
        if said.get("random_order") == "1" or said.get("answer_order") == "random":
            cells["parameters"] = "randomize=true"
        if said.get("max_answers", "").isdecimal() and question.kind in TICKED:
            cells[f"{OURS}at_most"] = said["max_answers"]
        for name, bound in (
            ("min_num_value_n", "minimum"),
            ("max_num_value_n", "maximum"),
        ):
            if _is_number(said.get(name, "")) and question.kind in ("N", "K"):
                cells[f"{OURS}{bound}"] = said[name]
        return cells

    def condition(self, text: str, place: str) -> str:
        """Return a condition for XLSForm; what is not simple is left out and listed."""
        try:
            return condition_of(text, self.names, self.ticks)
        except NotSimple:
            self.report.warn(place, Reason.CONDITION_LEFT_OUT, condition=text)
            return ""

    def _names(self, part: Part, question: Question) -> Iterator[tuple[str, str]]:
        """Yield each name that a condition may call a question by, and its key."""
        survey = question.fields.get("sid", "")
        long = f"{survey}X{part.number}X{question.number}"
        if question.kind in TABLES | LISTS:
            for each in question.parts:
                key = f"{question.code}_{each.code}"
                yield from ((key, key), (f"{long}{each.code}", key))
        else:
            yield from ((question.code, question.code), (long, question.code))
        if question.fields.get("other") == "Y":
            yield f"{question.code}_other", f"{question.code}_other"

    def _choices(self, question: Question) -> Iterator[Choice]:
        if question.kind in TICKED:
            yield from question.parts
        elif question.kind in POINTS:
            for point in range(1, POINTS[question.kind] + 1):
                yield Choice(str(point), {self.languages[0]: str(point)})
        elif question.kind == "Y":
            yield Choice("Y", neutral("yes", self.languages))
            yield Choice("N", neutral("no", self.languages))
        elif question.kind == "G":
            yield Choice("F", neutral("female", self.languages))
            yield Choice("M", neutral("male", self.languages))
        else:
            yield from question.answers

    def _say_what_is_lost(self, question: Question, place: str) -> None:
        lost = {"preg": question.fields.get("preg", "")}
        lost |= {
            name: value
            for name, value in question.attributes.items()
            if name not in _TAKEN and value.strip() not in ("", "0")
        }
        if question.kind in ("O", "P"):
            lost["comment"] = question.code
        for name, value in lost.items():
            if value:
                self.report.warn(
                    place, Reason.SETTING_LEFT_OUT, setting=name, value=value[:200]
                )


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
