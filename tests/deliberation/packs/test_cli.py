"""The two commands, between two places and against hostile files."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from accounts.rules import Role
from app import cli
from core.audit import AuditEvent
from deliberation.packs.checking import read_pack
from deliberation.packs.contents import to_bytes
from surveys.instruments.body import to_body
from surveys.instruments.models import Instrument, InstrumentVersion
from surveys.instruments.queries import instrument_of, newest_version
from surveys.instruments.service import import_instrument
from surveys.instruments.shipped import templates
from tests.deliberation.packs.packs import (
    FREE,
    LOCKED,
    OTHER,
    WHOLE,
    edited,
    smuggled,
)
from tests.deliberation.packs.test_checking import zip_bomb
from tests.factories import make_member
from tests.surveys.waves.factories import agree

BY = {"role": "operator"}
OURS = [FREE, OTHER, *templates()]


def run(app, *words):
    return app.test_cli_runner().invoke(cli, ["pack", *map(str, words)])


def keep(session, *instruments):
    for each in instruments:
        import_instrument(session, each, **BY)
    session.commit()


def contents_of(file):
    return json.loads(file.read_bytes())["contents"]


def test_all_questions_go_from_one_place_into_an_empty_one(
    app, session, elsewhere, tmp_path
):
    keep(session, *OURS)
    file = tmp_path / "larkmoor.json"
    sent = run(app, "export", file)
    assert sent.exit_code == 0, sent.output
    assert "6 sets of questions, 0 codebooks, 0 benchmarks" in sent.stdout
    assert "Lessons learned are not in it" in sent.stdout
    with elsewhere.app_context():
        done = run(elsewhere, "import", file)
    assert done.exit_code == 0, done.output
    assert "From Commonweal, made on" in done.stdout
    assert "small: version 1, draft, 6 items, languages: en, ar" in done.stdout
    assert "What is a draft is not used before it is agreed here." in done.stdout
    with elsewhere.app_context():
        from core.db import db  # noqa: PLC0415  # the other place's own

        for each in OURS:
            version = newest_version(db.session(), each.slug)
            assert (version.state, version.origin) == ("draft", "Commonweal")
            assert to_body(instrument_of(version)) == to_body(each)


def test_what_a_licence_keeps_here_is_named_and_the_others_leave(
    app, session, tmp_path
):
    keep(session, FREE, LOCKED)
    file = tmp_path / "x.json"
    done = run(app, "export", file)
    assert done.exit_code == 0
    assert done.stderr == (
        "x.json: left out: locked: its licence, Ask the publisher, "
        "is not marked as one that lets others have it.\n"
    )
    assert b"Nobody may have these" not in file.read_bytes()
    assert b"locked" not in file.read_bytes()


def test_a_newer_version_under_another_licence_does_not_leave_either(
    app, session, tmp_path
):
    closed = replace(FREE, licence=replace(FREE.licence, may_redistribute=False))
    keep(session, FREE, closed, OTHER)
    file = tmp_path / "x.json"
    assert "left out: small" in run(app, "export", file).stderr
    assert [each["questions"]["slug"] for each in contents_of(file)["instruments"]] == [
        "every-kind"
    ]


def test_where_nothing_may_leave_no_file_is_made(app, session, tmp_path):
    keep(session, LOCKED)
    file = tmp_path / "x.json"
    done = run(app, "export", file)
    assert done.exit_code == 1
    assert "left out: locked" in done.stderr
    assert "no questions here that may be handed on" in done.stderr
    assert not file.exists()


def test_a_file_that_is_there_is_left_alone(app, session, tmp_path):
    keep(session, FREE)
    file = tmp_path / "x.json"
    file.write_text("mine")
    done = run(app, "export", file)
    assert (done.exit_code, file.read_text()) == (1, "mine")
    assert "is there already" in done.stderr
    session.rollback()
    assert "No such file" in run(app, "export", tmp_path / "no" / "x.json").stderr
    session.rollback()
    leaves = session.scalars(select(AuditEvent.leaf)).all()
    assert not [leaf for leaf in leaves if "pack.export" in leaf]


def test_the_log_says_that_a_pack_was_made_and_of_what(app, session, tmp_path):
    keep(session, FREE)
    file = tmp_path / "x.json"
    run(app, "export", file)
    leaf = json.loads(session.scalars(select(AuditEvent.leaf)).all()[-1])
    checksum = json.loads(file.read_bytes())["checksum"]
    assert (leaf["action"], leaf["checksum"]) == ("pack.export", checksum)


def counted(session):
    session.rollback()
    found = session.scalar(select(func.count()).select_from(Instrument))
    session.rollback()
    return found


HOSTILE = {
    "locked": smuggled(),
    "bomb": zip_bomb(),
    "edited": edited(lambda c: c["rules"].clear(), sealed=False),
    "deep": b'{"a":' * 100_000,
    "path": edited(lambda c: c["instruments"][0]["questions"].update(slug="../../x")),
    "nul": edited(
        lambda c: c["instruments"][0]["questions"]["title"].update(en="a\0b")
    ),
    "version": to_bytes(WHOLE).replace(
        b'"version": 1,\n "checksum', b'"version": 9,\n "checksum'
    ),
    "shape": b'{"format": "commonweal-pack", "version": 1}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_one_plain_sentence_and_nothing_is_kept(
    app, session, tmp_path, name
):
    file = tmp_path / "x.json"
    file.write_bytes(HOSTILE[name])
    done = run(app, "import", file)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.startswith("Error: x.json: ")
    assert len(done.stderr.splitlines()) == 1
    assert counted(session) == 0


def test_taken_in_twice_it_says_the_same(app, session, tmp_path):
    file = tmp_path / "x.json"
    file.write_bytes(to_bytes(WHOLE))
    first, again = run(app, "import", file), run(app, "import", file)
    assert "New: 1 codebook for coders to take, 1 benchmark for" in first.stdout
    assert "New: 0 codebooks for coders to take, 0 benchmarks for" in again.stdout
    assert again.exit_code == 0
    assert counted(session) == 2


def test_names_that_are_taken_are_said_and_another_can_be_given(app, session, tmp_path):
    keep(session, replace(FREE, title={"en": "Ours"}))
    file = tmp_path / "x.json"
    file.write_bytes(to_bytes(WHOLE))
    done = run(app, "import", file)
    assert done.exit_code == 1
    assert "and they stay: small. Nothing was taken. Say --as OLD=NEW" in done.stderr
    assert counted(session) == 1
    done = run(app, "import", file, "--as", "small=theirs")
    assert done.exit_code == 0, done.output
    assert "theirs: version 1, draft" in done.stdout
    assert instrument_of(newest_version(session, "small")).title == {"en": "Ours"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("small=Not A Slug", "small letters, digits and hyphens only"),
        ("small", "small letters, digits and hyphens only"),
        ("other=theirs", "there are no questions other in it"),
        ("small=every-kind", "would have the same name"),
    ],
)
def test_a_name_that_makes_no_sense_is_refused(app, session, tmp_path, name, said):
    file = tmp_path / "x.json"
    file.write_bytes(to_bytes(WHOLE))
    done = run(app, "import", file, "--as", name)
    assert done.exit_code == 1
    assert said in done.stderr
    assert counted(session) == 0


def test_rules_of_there_are_told_where_they_are_others_and_change_nothing(
    app, session, tmp_path
):
    file = tmp_path / "x.json"
    file.write_bytes(edited(lambda c: c["rules"].update(ballot_hours=24)))
    done = run(app, "import", file)
    assert done.stderr == "Another rule there: ballot_hours is 24, here 72.\n"


def test_residents_read_where_questions_are_from(app, session, pages, tmp_path):
    file = tmp_path / "x.json"
    file.write_bytes(to_bytes(WHOLE))
    run(app, "import", file)
    html = pages.get("/questions/small/1")
    assert "from another place, not agreed here: Larkmoor" in html
    assert "No survey can open with it before the board has agreed." in html
    assert session.scalar(select(InstrumentVersion.agreed_on)) is None


def test_facilitators_see_it_too_also_once_it_is_agreed(app, session, pages, tmp_path):
    file = tmp_path / "x.json"
    file.write_bytes(to_bytes(WHOLE))
    run(app, "import", file)
    agree(session, newest_version(session, "small"))
    session.commit()
    pages.sign_in(make_member(session, Role.FACILITATOR))
    html = pages.get("/desk/questions/agreement")
    assert html.count("from another place, not agreed here: Larkmoor") == 1
    assert html.count("first written in another place: Larkmoor") == 1


def test_what_is_exported_can_be_read_again(app, session, tmp_path):
    keep(session, *OURS)
    file = tmp_path / "x.json"
    run(app, "export", file)
    found = read_pack(file.name, file.read_bytes())
    assert {each.questions.slug for each in found.instruments} == {
        each.slug for each in OURS
    }
