import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from surveys.waves.sealed import box

FIELDS = [("q.wish", "مقعد & 🚌"), ("q.ways", "bus"), ("q.ways", "walk")]
PUBLIC, PRIVATE = box.make_pair()


def test_what_was_locked_is_opened_with_the_waves_own_key():
    half, locked = box.locked(PUBLIC, FIELDS)
    assert box.opened(PRIVATE, half, locked) == FIELDS


def test_nobody_reads_it_from_the_box_or_with_another_key():
    half, locked = box.locked(PUBLIC, FIELDS)
    assert b"wish" not in base64.b64decode(locked)
    with pytest.raises(box.Unreadable):
        box.opened(box.make_pair()[1], half, locked)


def test_the_same_answers_never_look_the_same():
    assert len({box.locked(PUBLIC, FIELDS)[1] for _ in range(5)}) == 5


def test_what_was_changed_on_the_way_is_not_opened():
    half, locked = box.locked(PUBLIC, FIELDS)
    raw = bytearray(base64.b64decode(locked))
    raw[3] ^= 1
    with pytest.raises(box.Unreadable):
        box.opened(PRIVATE, half, base64.b64encode(raw).decode())


@pytest.mark.parametrize(
    "half", ["", "???", "AAAA", PRIVATE], ids=["none", "signs", "short", "private"]
)
def test_what_is_no_key_opens_nothing(half):
    with pytest.raises(box.Unreadable):
        box.opened(PRIVATE, half, box.locked(PUBLIC, FIELDS)[1])


@pytest.mark.parametrize("inside", ["{}", "[[1, 2]]", '["ab"]', '[["a"]]', "null"])
def test_what_is_no_form_is_refused(inside, monkeypatch):
    monkeypatch.setattr(json, "dumps", lambda _fields: inside)
    half, locked = box.locked(PUBLIC, FIELDS)
    with pytest.raises(box.Unreadable):
        box.opened(PRIVATE, half, locked)


def test_text_that_is_no_json_is_refused(monkeypatch):
    monkeypatch.setattr(json, "dumps", lambda _fields: "{")
    half, locked = box.locked(PUBLIC, FIELDS)
    with pytest.raises(box.Unreadable):
        box.opened(PRIVATE, half, locked)


def test_keys_are_points_of_the_curve_that_browsers_know():
    point = base64.b64decode(PUBLIC)
    assert ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    assert len(PUBLIC) <= 100
    assert AESGCM(base64.b64decode(PRIVATE))
