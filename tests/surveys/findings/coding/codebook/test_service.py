import json

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from core.errors import Conflict, NotFound
from surveys.findings.coding.codebook.service import (
    record_change,
    retire_entry,
    take_starter,
    write_entry,
)
from surveys.findings.coding.models import CodeEntry
from surveys.findings.coding.queries import codebook, versions_of
from tests.surveys.findings.coding.factories import (
    add_codes,
    make_begun,
    make_joint,
    make_set,
)

COST = {"name": "Cost", "definition": "Money."}


def test_each_change_is_a_new_version_and_the_old_one_stays(session):
    found = make_set(session)
    first = write_entry(session, found, COST, language="en")
    changed = COST | {"definition": "Money, or work lost."}
    write_entry(session, found, changed, language="en", key="cost", seen=first.version)
    words = [each.definition["en"] for each in versions_of(session, found.id, "cost")]
    assert words == ["Money, or work lost.", "Money."]
    (now,) = codebook(session, found.id)
    assert (now.version, found.codebook_version) == (2, 2)


def test_two_codes_of_one_name_have_keys_of_their_own(session):
    assert add_codes(session, make_set(session), "Cost", "Cost!") == ["cost", "cost_2"]


def test_a_code_that_was_taken_out_stays_known_and_its_key_taken(session):
    found = make_set(session)
    add_codes(session, found, "Cost", "Wait")
    retire_entry(session, found, "cost", 1)
    assert [each.key for each in codebook(session, found.id)] == ["wait"]
    kept = codebook(session, found.id, retired=True)
    assert [(each.key, each.retired) for each in kept] == [
        ("cost", True),
        ("wait", False),
    ]
    assert add_codes(session, found, "Cost") == ["cost_2"]


def test_who_changes_an_entry_that_a_colleague_changed_is_told(session):
    found = make_set(session)
    add_codes(session, found, "Cost")
    said = {"language": "en", "key": "cost", "seen": 1}
    write_entry(session, found, COST | {"include": "Fees."}, **said)
    with pytest.raises(Conflict, match="entry_changed"):
        write_entry(session, found, COST, **said)
    with pytest.raises(Conflict, match="entry_changed"):
        retire_entry(session, found, "cost", 1)


def test_an_unknown_entry_is_not_found(session):
    found = make_set(session)
    with pytest.raises(NotFound):
        write_entry(session, found, COST, language="en", key="nowhere")


def test_the_draft_to_start_from_is_taken_once(session):
    found = make_set(session)
    add_codes(session, found, "Cost")
    assert take_starter(session, found) == 25
    assert take_starter(session, found) == 0
    own = next(e for e in codebook(session, found.id) if e.key == "cost")
    assert own.definition == {"en": "About Cost."}


def test_nobody_changes_what_two_coders_go_by(session):
    found, _one, _two = make_begun(session)
    for act in (
        lambda: write_entry(session, found, COST, language="en"),
        lambda: retire_entry(session, found, "cost", 1),
        lambda: take_starter(session, found),
    ):
        with pytest.raises(Conflict, match="in_use"):
            act()
    assert len(session.scalars(select(CodeEntry)).all()) == 2


def test_on_the_joint_screen_the_codebook_may_change(session):
    found, _one, _two = make_joint(session)
    assert write_entry(session, found, COST, language="en").key == "cost_2"


def test_a_change_is_in_the_log_without_its_words(session):
    found = make_set(session)
    write_entry(session, found, COST, language="en")
    record_change(session, found, role="coder")
    leaf = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()[-1]
    assert json.loads(leaf)["action"] == "codebook.change"
    assert json.loads(leaf)["version"] == 1
    assert "Cost" not in leaf
