"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

import app as whole  # noqa: F401  # brings every table, whatever ran before
from core.db import Base

ROOT = Path(__file__).parent.parent
ROOMS = ("core", "accounts", "surveys", "forum", "deliberation")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SOURCES = [ROOT / "app.py", *MODULES]

# A file under one of these names may talk to the outside. Every other one is pure.
EDGES = {"__init__", "views", "manage", "guards", "cli", "jobs"}
EDGES |= {"forms", "service", "queries", "models"}
KERNEL_EDGES = {"__init__", "db", "audit", "web", "i18n", "jobs", "log", "limits"}
KERNEL_EDGES |= {"cli", "constraints", "facts", "gunicorn_conf", "queue"}
# Arrays, signatures, checked tables and files of others need more than Python brings.
ALSO_PURE = {
    "accounts.phrase": {"argon2"},
    "core.charts": {"markupsafe"},
    "core.checkpoint": {"cryptography"},
    "core.secondary": {"numpy", "scipy"},
    "core.stacked_rows": {"markupsafe"},
    "core.signed_note": {"cryptography"},
    "core.verifier_key": {"cryptography"},
    "surveys.instruments.translating.po_file": {"babel"},
    "surveys.instruments.translating.xlsx_file": {"openpyxl"},
    "surveys.instruments.translating.reader": {"openpyxl"},
    "surveys.findings.audit.bounds": {"numpy", "scipy"},
    "surveys.findings.audit.file_parts": {"openpyxl"},
    # In a process of its own, and where a command writes a spreadsheet.
    "surveys.instruments.xlsform.reader": {"openpyxl", "pyxform"},
    "surveys.instruments.xlsform.spreadsheet": {"openpyxl"},
    "core.typesetting": {"typst"},
    "surveys.findings.packages.workbook": {"openpyxl"},
    "surveys.waves.sealed.box": {"cryptography"},
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "handler"}
VAGUE |= {"data", "info", "item", "misc", "base"}
PAGE_EDGES = ("views.py", "manage.py")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def is_pure(path: Path) -> bool:
    edges = KERNEL_EDGES if path.parent == ROOT / "core" else EDGES
    return path.stem not in edges


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(of: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(of) if isinstance(node, ast.FunctionDef)]


def length(node: ast.stmt) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def imports(of: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(of):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


class Source:
    """What the rules ask of one file, read once for all of them."""

    def __init__(self, path: Path) -> None:
        read = tree(path)
        self.name = name_of(path)
        self.stem = path.stem
        self.lines = len(path.read_text(encoding="utf-8").splitlines())
        self.said = ast.get_docstring(read) or ""
        self.imports = imports(read)
        self.functions = [(each.name, length(each)) for each in functions(read)]
        self.calls = [
            (ast.unparse(node.func), {ast.unparse(word) for word in node.keywords})
            for node in ast.walk(read)
            if isinstance(node, ast.Call)
        ]

    def asks(self, *endings: str) -> bool:
        """Tell whether anything is called whose name ends so."""
        return any(name.endswith(endings) for name, _words in self.calls)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    """Every file of the product; app.py is the first."""
    return list(map(Source, SOURCES))


PURE = [path for path in MODULES if is_pure(path)]
PURE_NAMES = {name_of(path) for path in PURE}


def foreign(source: Source) -> list[str]:
    """Return what a pure module imports and may not."""
    more = ALSO_PURE.get(source.name, set())
    known = {*sys.stdlib_module_names, *ROOMS, *more}
    return [
        name
        for name in source.imports
        if name.split(".")[0] not in known
        or ((ROOT / f"{name.replace('.', '/')}.py").exists() and name not in PURE_NAMES)
    ]


def test_a_domain_module_knows_only_python_and_its_like(sources):
    pure = [each for each in sources if each.name in PURE_NAMES]

    assert len(pure) > len(sources) // 3
    assert not {each.name: found for each in pure if (found := foreign(each))}


def test_a_file_is_read_in_one_sitting(sources):
    assert not {each.name: each.lines for each in sources if each.lines > 400}


def test_a_function_fits_on_a_screen(sources):
    assert not [
        (each.name, name, lines)
        for each in sources
        for name, lines in each.functions
        if lines > 40
    ]


def test_most_files_and_functions_are_short(sources):
    lines = sorted(each.lines for each in sources)
    lengths = sorted(n for each in sources for _name, n in each.functions)

    assert lines[len(lines) // 2] < 90
    assert lengths[int(0.9 * len(lengths))] <= 20


def test_a_module_says_what_it_is_for(sources):
    assert not [each.name for each in sources if not each.said[:1].isupper()]


def test_a_name_says_something(sources):
    assert not [each.name for each in sources if each.stem in VAGUE]


def test_no_room_knows_the_whole_house(sources):
    """import-linter reads packages only, so app.py is watched here."""
    assert not [each.name for each in sources[1:] if "app" in each.imports]


def test_only_the_edge_commits(sources):
    commits = {each.stem for each in sources[1:] if each.asks("session.commit")}

    assert commits
    assert commits <= {"views", "manage", "cli", "jobs"}


CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time"}


def test_only_the_clock_knows_the_time(sources):
    asked = {each.name: {name for name, _words in each.calls} for each in sources[1:]}

    assert [name for name, called in asked.items() if called & CLOCKS] == ["core.clock"]


def test_the_old_query_interface_is_not_used(sources):
    old = (".query", "session.query", "render_template_string")

    assert not [each.name for each in sources if each.asks(*old)]


def test_a_relationship_loads_nothing_by_itself(sources):
    ties = [
        (each.name, "lazy='raise'" in words)
        for each in sources
        for name, words in each.calls
        if name == "relationship"
    ]

    assert ties
    assert not [name for name, stays in ties if not stays]


def test_every_view_wears_a_guard(web: Flask):
    bare = [
        rule.endpoint
        for rule in web.url_map.iter_rules()
        if rule.endpoint != "static"
        and not hasattr(web.view_functions[rule.endpoint], "guard")
    ]

    assert not bare


ROUTES = (".route(", ".get(", ".post(")
GUARDS = ("anyone", "signed_in", "right_required(")
PAGES = [path for path in MODULES if path.name in PAGE_EDGES]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_view_is_short_and_wears_one_guard(path):
    for view in functions(tree(path)):
        worn = [ast.unparse(each) for each in view.decorator_list]
        if any(route in each for each in worn for route in ROUTES):
            guards = [each for each in worn if each.startswith(GUARDS)]
            assert len(guards) == 1, f"{view.name} wears {worn}"
            body = view.body[1:] if ast.get_docstring(view) else view.body
            assert sum(map(length, body)) <= 20, f"{view.name} is long"


def test_every_tie_to_a_person_says_what_erasure_does():
    """A person who leaves is one DELETE; the foreign keys do the rest."""
    silent = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "member.id" and not key.ondelete
    ]

    assert not silent


KEPT = {"id", "wave_id", "submission_key", "language", "mode", "consent_version"}
KEPT |= {"answers"}
OF_ANSWERS = {
    "response": KEPT,
    "arriving": KEPT | {"receipt_key", "channel", "settled"},
    "channel_count": {"wave_id", "channel", "people"},
    "counter": {"wave_id", "item", "answer", "people_of", "people"},
    "spent_token": {"key", "wave_id", "settled"},
    "stop_count": {"wave_id", "page", "people"},
}
OF_TEXTS = {"id", "wave_id", "item_key", "language", "text", "may_quote"}


@pytest.mark.parametrize("name", OF_ANSWERS)
def test_nothing_links_a_response_to_a_person_or_a_moment(name):
    """docs/privacy.md: what is stored of somebody who answered, and nothing else."""
    table = Base.metadata.tables[name]

    assert set(table.columns.keys()) == OF_ANSWERS[name]
    assert {key.target_fullname for key in table.foreign_keys} == {"wave.id"}
    assert table.dialect_options["sqlite"]["with_rowid"] is False


@pytest.mark.parametrize("name", OF_ANSWERS)
def test_nothing_points_to_a_response(name):
    pointing = [
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname.startswith(f"{name}.")
    ]

    assert not pointing


def test_nothing_links_an_open_text_to_a_response_or_a_person():
    table = Base.metadata.tables["open_text"]

    assert set(table.columns.keys()) == OF_TEXTS
    assert {key.target_fullname for key in table.foreign_keys} == {"wave.id"}
    assert table.dialect_options["sqlite"]["with_rowid"] is False


def test_no_file_names_a_machine():
    found = subprocess.run(
        ["git", "grep", "-nIE", r"(^|[^a-z.])/(work|home|root|farm|Users)/[a-z]"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert not [line for line in found.stdout.splitlines() if ".lock:" not in line]


def test_nothing_is_left_unfinished():
    marks = "TO[D]O|FIX[M]E|X[X]X|NotImplemente[d]Error"
    found = subprocess.run(
        ["git", "grep", "-nwE", marks, "--", "*.py", "*.html", "*.js", "*.css"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.stdout == ""


def test_every_document_that_the_source_names_is_there():
    named = {
        (name_of(path), found)
        for path in SOURCES
        for found in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    assert sorted(each for each in named if not (ROOT / each[1]).is_file()) == []
