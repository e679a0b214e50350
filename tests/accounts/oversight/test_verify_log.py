"""The small program that visitors run on their own machine."""

import ast
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from core import audit, merkle

PROGRAM = Path(__file__).parents[3] / "static" / "verify_log.py"
spec = spec_from_file_location("verify_log", PROGRAM)
program = module_from_spec(spec)
spec.loader.exec_module(program)


@pytest.fixture
def site(pages, session, tmp_path):
    """A folder with the files of a log of eight acts."""
    return write_site(pages, session, tmp_path / "site", acts=8)


def write_site(pages, session, folder, *, acts):
    for number in range(acts):
        audit.record(session, "round.open", f"round:{number}", role="chair")
        session.commit()
    (folder / "log").mkdir(parents=True, exist_ok=True)
    for name in ("checkpoint", "entries", "key"):
        (folder / "log" / name).write_bytes(pages.ask("GET", f"/log/{name}").data)
    return folder


def run(*words):
    command = [sys.executable, "-I", PROGRAM, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_sent_to_everybody_who_asks(pages):
    with pages.ask("GET", "/static/verify_log.py") as answer:
        assert answer.data == PROGRAM.read_bytes()
    assert 'href="/static/verify_log.py"' in pages.get("/log")


def test_it_needs_nothing_but_python():
    names = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(PROGRAM.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
        )
    }
    assert names <= sys.stdlib_module_names


def test_a_log_that_only_grew_agrees_with_the_kept_note(site, pages, session, tmp_path):
    kept = tmp_path / "kept.txt"
    assert run(site, "--keep", kept).returncode == 0
    write_site(pages, session, site, acts=5)
    said = run(site, "--saved", kept)
    assert said.returncode == 0, said.stderr
    assert "13 entries agree" in said.stdout
    assert "The first 8 are as they were" in said.stdout


@pytest.mark.parametrize(
    ("bend", "complaint"),
    [
        (lambda lines: [*lines[:3], b"{}", *lines[4:]], "not those of the signed note"),
        (lambda lines: lines[:-1], "not those of the signed note"),
        (lambda lines: lines[::-1], "not those of the signed note"),
    ],
)
def test_bent_entries_do_not_agree(site, bend, complaint):
    file = site / "log" / "entries"
    file.write_bytes(b"\n".join([*bend(file.read_bytes().split(b"\n")[:-1]), b""]))
    said = run(site)
    assert said.returncode == 1
    assert complaint in said.stderr


def test_another_log_does_not_agree_with_the_kept_note(site):
    def kept(size, seed):
        leaves = [merkle.leaf_hash(bytes([seed, number])) for number in range(size)]
        root = merkle.root(leaves)
        return f"log\n{size}\n{program.base64.b64encode(root).decode()}\n\n"

    with pytest.raises(program.Disagrees, match="not what they were"):
        program.check(str(site), kept(5, 1), None)
    with pytest.raises(program.Disagrees, match="there were 9 entries"):
        program.check(str(site), kept(9, 1), None)


def test_a_note_that_another_key_signed_is_refused(site):
    file = site / "log" / "key"
    other = "log+00000000+" + "AQ" + "A" * 42
    said = run(site, "--key", other)
    assert said.returncode == 1
    assert "not signed by" in said.stderr
    assert run(site, "--key", file.read_text()).returncode == 0


def test_a_site_that_is_not_there_is_one_sentence(tmp_path):
    said = run(tmp_path / "nowhere")
    assert said.returncode == 1
    assert said.stderr.startswith("NOT RIGHT: ")
    assert "Traceback" not in said.stderr


@given(st.integers(0, 70))
def test_its_root_is_ours(size):
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(size)]
    assert program.root(leaves) == merkle.root(leaves)


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.data())
def test_it_knows_a_signature_from_a_forgery(seed, text, data):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    assert program.is_signed(text, signature, public)
    spoiled = bytearray(signature)
    spoiled[data.draw(st.integers(0, 63))] ^= data.draw(st.integers(1, 255))
    assert not program.is_signed(text, bytes(spoiled), public)
    assert not program.is_signed(text + b"x", signature, public)
    assert not program.is_signed(text, signature[:63], public)
