"""Packs of strangers: each is refused with one plain sentence, and quickly."""

import io
import json
import zipfile

import pytest

from deliberation.packs.checking import MOST_BYTES, read_pack
from deliberation.packs.contents import to_bytes
from surveys.instruments.strict_toml import FileRefused
from tests.deliberation.packs.packs import WHOLE, as_file, edited, enveloped, smuggled

NO_PACK = "This is no pack"


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_pack("x.json", content)
    said = str(caught.value)
    assert said.isprintable(), said
    assert len(said) < 600
    return said


def zip_bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../etc/passwd", b"0" * 50_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", NO_PACK),
        (b"\0" * 1000, NO_PACK),
        (b"\xff\xfe{}", NO_PACK),
        (zip_bomb(), NO_PACK),
        (b"[]", NO_PACK),
        (b'"commonweal-pack"', NO_PACK),
        (b"{}", NO_PACK),
        (b'{"format": ["commonweal-pack"]}', NO_PACK),
        (b"{" + to_bytes(WHOLE), "This is not JSON."),
        (to_bytes(WHOLE)[:-20], "This is not JSON."),
        (b'{"a":' * 50_000, "nested too deeply"),
        (b'{"a":[' + b"9" * 10_000 + b"]}", "This is not JSON."),
        (b'{"format": "x", "format": "commonweal-pack"}', "twice"),
        (b"{" + b" " * MOST_BYTES + b"}", "A pack has at most 16 MB."),
    ],
)
def test_what_is_no_pack_is_refused(content, said):
    assert said in refusal(content)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": 2}, "another version; known here is 1."),
        ({"version": "1"}, "another version"),
        ({"version": True}, "another version"),
        ({"version": None}, "another version"),
        ({"checksum": "0" * 64}, "damaged or changed"),
        ({"checksum": ["0"]}, "damaged or changed"),
        ({"checksum": None}, "A pack has checksum, contents, format, version."),
        ({"contents": None}, "A pack has checksum, contents, format, version."),
        ({"contents": []}, "A pack has checksum, contents, format, version."),
        ({"run": "rm -rf"}, "A pack has checksum, contents, format, version."),
    ],
)
def test_an_envelope_that_does_not_hold_is_refused(changes, said):
    assert said in refusal(enveloped(**changes))


def test_contents_that_were_changed_on_the_way_do_not_fit_their_checksum():
    def reword(contents):
        contents["instruments"][0]["questions"]["title"]["en"] = "Other words"

    assert "checksum: It does not fit" in refusal(edited(reword, sealed=False))
    assert read_pack("x.json", edited(reword)).instruments[0].questions.title["en"]


def test_questions_that_nobody_may_hand_on_are_refused_by_name():
    assert refusal(smuggled()) == (
        "x.json: instruments.locked.licence: "
        "Ask the publisher does not let others have these questions."
    )


def first(contents):
    return contents["instruments"][0]["questions"]


def put(where, **what):
    """A change of one part of the contents."""
    return lambda contents: where(contents).update(what)


def many(name, number):
    def change(contents):
        contents[name] = contents[name][:1] * number

    return change


def item(contents, number=1):
    return first(contents)["items"][number]


SELF = {"item": "asked", "options": ["nothing"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put(lambda c: c, responses=[{"answers": {"asked": "yes"}}]), "not known"),
        (put(lambda c: c, members=[]), "not known"),
        (put(lambda c: c, instruments={}), "must be a list"),
        (put(lambda c: c, instruments=[]), "There is nothing in this pack."),
        (put(lambda c: c, rules={"a": [1]}), "must be a text or a whole number"),
        (put(lambda c: c, rules={str(n): n for n in range(101)}), "at most 100"),
        (many("instruments", 201), "at most 200"),
        (many("instruments", 2), "These questions stand there twice."),
        (many("codebooks", 201), "at most 200"),
        (many("benchmarks", 201), "at most 200"),
        (put(lambda c: c["came_from"], site=""), "one line"),
        (put(lambda c: c["came_from"], site="x" * 121), "one line"),
        (put(lambda c: c["came_from"], site="\x1b[2J"), "one line"),
        (put(lambda c: c["came_from"], address="https://a\nb"), "one line"),
        (put(lambda c: c["came_from"], author="Somebody"), "not known"),
        (put(lambda c: c["came_from"], day="yesterday"), "written like"),
        (put(lambda c: c["instruments"][0], version=0), "counted from 1"),
        (put(lambda c: c["instruments"][0], agreed=1), "true or false"),
        (put(lambda c: c["instruments"][0], origin="a\0b"), "character that is none"),
        (put(first, slug="../../etc/passwd"), "small letters"),
        (put(first, slug="\x1b]0;x"), "small letters"),
        (put(first, slug=None), "must be a text"),
        (put(first, title={"en": "a\0b"}), "a character that is none"),
        (put(first, title={"en": "x" * 20_001}), "longer than"),
        (put(first, licence={"name": "CC0", "may_redistribute": 1}), "true or false"),
        (put(first, items=[], translation_states={}), "There is no question."),
        (put(item, kind="file"), "Known: "),
        (put(item, when=["exec", "a"]), "not known"),
        (put(item, when=["selected", ["item", "nobody"], "a"]), "no question nobody"),
        (put(item, relevant=[SELF]), "asked is not an earlier question"),
        (put(lambda c: item(c, 0), key="constructor"), "take another key"),
        (put(item, group="\x1b[31m"), "There is no group"),
        (
            put(first, repeats=[{"key": "r", "label": {"en": "R"}, "at_most": 10**9}]),
            "1 to 20 rounds",
        ),
        (put(first, translation_states={"ar": {"title": "perfect"}}), "A state says"),
        (put(lambda c: c["codebooks"][0], instrument="other"), "not in this pack"),
        (put(lambda c: c["codebooks"][0], entries=[]), "1 to 500 entries"),
        (put(lambda c: c["codebooks"][0], texts=["I waited."]), "not known"),
        (put(lambda c: c["benchmarks"][0], instrument="other"), "not in this pack"),
        (put(lambda c: c["benchmarks"][0], target=0.6), "not known"),
        (put(lambda c: c["benchmarks"][0], baseline=0.38), "not known"),
        (put(lambda c: c["benchmarks"][0], owner_id=1), "not known"),
        (put(lambda c: c["benchmarks"][0], why={"en": "A quote."}), "not known"),
        (put(lambda c: c["benchmarks"][0], kind="how_much"), "better off"),
    ],
)
def test_contents_that_cannot_stand_are_refused_though_the_checksum_fits(change, said):
    assert said in refusal(edited(change))


def test_half_a_letter_in_an_escape_is_refused():
    text = to_bytes(WHOLE).decode().replace('"Larkmoor"', '"\\ud800"')
    assert "damaged or changed" in refusal(text.encode())


def test_a_mark_at_the_start_of_the_file_changes_nothing():
    assert read_pack("x.json", b"\xef\xbb\xbf" + to_bytes(WHOLE)) == WHOLE
    assert read_pack("x.json", as_file(json.loads(to_bytes(WHOLE)))) == WHOLE
