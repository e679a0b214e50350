"""The process of its own: what it says, and that it ends."""

import json
import os

import pytest

from deliberation.packs import files
from deliberation.packs.contents import to_bytes
from deliberation.packs.files import open_pack
from deliberation.packs.reader import verdict
from surveys.instruments.strict_toml import FileRefused
from surveys.instruments.xlsform.remarks import FileStopped, Reason
from tests.deliberation.packs.packs import WHOLE, smuggled


def written(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_bytes(content)
    return file


def refusal(file):
    with pytest.raises(FileRefused) as caught:
        open_pack(file)
    return str(caught.value)


def test_a_pack_is_opened(tmp_path):
    assert open_pack(written(tmp_path, to_bytes(WHOLE))) == WHOLE


def test_a_refusal_of_the_other_process_is_the_commands(tmp_path):
    said = refusal(written(tmp_path, smuggled()))
    assert "locked.licence: Ask the publisher does not let others have" in said


def test_what_would_fill_the_memory_is_refused(tmp_path):
    filling = b'{"a":[' + b"{}," * 5_000_000 + b"{}]}"
    assert refusal(written(tmp_path, filling)).startswith("x.json: ")


def test_no_more_of_a_file_is_read_than_a_pack_may_have(tmp_path):
    file = tmp_path / "x.json"
    with file.open("wb") as opened:
        opened.seek(2**33)
        opened.write(b"0")
    assert refusal(file) == "x.json: A pack has at most 16 MB."


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path.name}: This file cannot be read."
    assert "cannot be read" in refusal(tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "x.json: This cannot be read."),
        (b"Traceback", "x.json: This cannot be read."),
    ],
)
def test_a_process_that_dies_is_a_refusal(tmp_path, monkeypatch, answer, said):
    monkeypatch.setattr(files, "ask", lambda *_said, **_more: answer)
    assert refusal(written(tmp_path, to_bytes(WHOLE))) == said


def test_a_process_that_takes_too_long_is_a_refusal(tmp_path, monkeypatch):
    def slow(*_said, **_more):
        raise FileStopped(Reason.TOO_SLOW)

    monkeypatch.setattr(files, "ask", slow)
    said = refusal(written(tmp_path, to_bytes(WHOLE)))
    assert said == "x.json: This takes too much time to read."


def test_the_reader_says_nothing_of_a_pack_that_stands():
    assert verdict("x.json", to_bytes(WHOLE)) == {}
    assert verdict("x.json", b"{}")["reason"].startswith("This is no pack")
    json.dumps(verdict("x.json", os.urandom(100)))
