"""Another process opens the file; these tests watch it from outside."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from surveys.instruments.xlsform import apart, files, reader
from surveys.instruments.xlsform.files import take_in_file
from surveys.instruments.xlsform.remarks import Reason
from tests.surveys.instruments.limesurvey.small import SMALL
from tests.surveys.instruments.xlsform.books import PLAIN, with_members

ROOT = Path(__file__).parents[4]
SHEET = "xl__worksheets__sheet1.xml"


def reasons(taken) -> list[Reason]:
    return [each.reason for each in taken.faults]


def test_a_file_comes_back_from_the_other_process_as_an_instrument():
    taken = take_in_file("Our wishes.XLSX", PLAIN, "wishes")
    assert (
        taken.instrument
        == reader.read("xlsx", "Our wishes", "wishes", PLAIN).instrument
    )
    assert taken.instrument.title == {"en": "Our wishes"}
    assert [each.reason for each in taken.warnings] == [Reason.CONSENT_IS_BLANK]


def test_a_limesurvey_file_comes_back_too():
    taken = take_in_file("small.lss", SMALL.encode())
    assert taken.faults == ()
    assert taken.instrument.title["en"] == "Small survey"


def test_a_hostile_file_comes_back_as_a_reason():
    bomb = with_members(PLAIN, **{SHEET: " " * 40_000_000})
    assert reasons(take_in_file("bomb.xlsx", bomb)) == [Reason.BOMB]
    assert reasons(take_in_file("text.xlsx", b"type,name")) == [Reason.NOT_A_FILE]


@pytest.mark.parametrize("name", ["a.xlsm", "a.xls", "a.csv", "a", "", "xlsx"])
def test_other_endings_are_not_opened_at_all(name, monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "nothing that could be run")
    assert reasons(take_in_file(name, PLAIN)) == [Reason.NOT_A_FILE]


def test_a_large_file_is_not_opened_at_all(monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "nothing that could be run")
    large = bytes(files.LARGEST + 1)
    assert reasons(take_in_file("a.xlsx", large)) == [Reason.TOO_LARGE]


def instead_of_the_reader(does, monkeypatch, root):
    """Let another program run where the reader would."""
    folder = root
    for name in ("surveys", "instruments", "xlsform"):
        folder = folder / name
        folder.mkdir()
        (folder / "__init__.py").touch()
    (folder / "reader.py").write_text(does)
    monkeypatch.setattr(apart, "ROOT", root)


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("while True: pass", Reason.TOO_SLOW),
        ("import os; os.kill(os.getpid(), 9)", Reason.TOO_SLOW),
        ("raise SystemExit(3)", Reason.DAMAGED),
        (f"raise SystemExit({apart.TOO_LONG})", Reason.BOMB),
        ("print('Hello')", Reason.DAMAGED),
    ],
)
def test_a_process_that_does_not_answer_is_a_reason_too(
    does, reason, monkeypatch, tmp_path
):
    instead_of_the_reader(does, monkeypatch, tmp_path)
    monkeypatch.setattr(apart, "PATIENT_SECONDS", 1)
    assert reasons(take_in_file("a.xlsx", PLAIN)) == [reason]


def test_the_other_process_sees_no_setting_of_this_one(monkeypatch, tmp_path):
    writes = "import os, pathlib\npathlib.Path('seen').write_text(str(os.environ))"
    instead_of_the_reader(writes, monkeypatch, tmp_path)
    monkeypatch.setenv("COMMONWEAL_SECRET_KEY", "deep")
    take_in_file("a.xlsx", PLAIN)
    assert "PYTHONUTF8" in (tmp_path / "seen").read_text()
    assert "COMMONWEAL" not in (tmp_path / "seen").read_text()


def limited(does: str) -> "subprocess.CompletedProcess[str]":
    """Run a line in a process that has limited itself."""
    begin = "from surveys.instruments.xlsform.apart import limit\nlimit()\n"
    return subprocess.run(
        [sys.executable, "-c", begin + does],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_other_process_writes_no_file(tmp_path):
    target = tmp_path / "written"
    done = limited(f"import pathlib\npathlib.Path({str(target)!r}).write_text('x')")
    assert done.returncode != 0
    assert not target.exists() or target.read_text() == ""


def test_the_other_process_gets_so_much_memory():
    done = limited("bytearray(2 * 1024 ** 3)")
    assert "MemoryError" in done.stderr


def test_all_limits_are_set_for_good():
    done = limited(
        "import json, resource\n"
        "from surveys.instruments.xlsform.apart import LIMITS\n"
        "print(json.dumps([resource.getrlimit(each) for each in LIMITS]))"
    )
    found = json.loads(done.stdout)
    assert len(found) == 6
    for (soft, hard), most in zip(found, apart.LIMITS.values(), strict=True):
        assert soft == hard
        assert soft != resource.RLIM_INFINITY
        assert soft <= most


def test_the_web_never_knows_what_reads_and_writes_spreadsheets():
    line = (
        "import sys, app\n"
        "found = {'pyxform', 'openpyxl', 'xlrd', 'defusedxml'} & set(sys.modules)\n"
        "raise SystemExit(', '.join(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", line],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip() == ""
