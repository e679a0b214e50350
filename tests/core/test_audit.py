import json
from concurrent.futures import ThreadPoolExecutor

from flask import current_app
from sqlalchemy import select

from core import audit, merkle
from core.audit import AuditCheckpoint, AuditEvent
from core.db import begin_writing, db


def leaves(session):
    return list(session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)))


def test_an_act_is_one_leaf_of_public_facts(session):
    audit.record(session, "wave.freeze", "wave:spring", role="facilitator", results=12)
    session.commit()

    (leaf,) = leaves(session)
    facts = json.loads(leaf)
    assert leaf == audit.canonical(facts)
    assert facts.pop("at") == audit.occurred_at(json.loads(leaf)).isoformat()
    assert facts == {
        "action": "wave.freeze",
        "subject": "wave:spring",
        "role": "facilitator",
        "results": 12,
    }


def test_each_commit_signs_the_root_over_all_leaves_so_far(session):
    for size in (1, 3):
        while len(leaves(session)) < size:
            audit.record(session, "motion.open", "motion:M-01", role="chair")
        session.commit()

    signer = current_app.extensions["signer"]
    checkpoints = session.scalars(
        select(AuditCheckpoint).order_by(AuditCheckpoint.size)
    ).all()
    assert [each.size for each in checkpoints] == [1, 3]
    for each in checkpoints:
        hashes = [merkle.leaf_hash(leaf.encode()) for leaf in leaves(session)]
        signed = signer.read(each.note)
        assert (signed.size, signed.root) == (
            each.size,
            merkle.root(hashes[: each.size]),
        )


def test_an_act_that_is_rolled_back_leaves_neither_leaf_nor_checkpoint(session):
    audit.record(session, "motion.open", "motion:M-01", role="chair")
    session.rollback()
    session.commit()

    assert not leaves(session)
    assert session.scalar(select(AuditCheckpoint)) is None


def test_a_commit_without_an_act_signs_nothing(session):
    audit.record(session, "motion.open", "motion:M-01", role="chair")
    session.commit()
    session.commit()

    assert len(session.scalars(select(AuditCheckpoint)).all()) == 1


def test_acts_at_the_same_time_stand_one_after_the_other(app, session):
    def act(number: int) -> None:
        with app.app_context():
            begin_writing(db.session)
            audit.record(db.session(), "motion.open", f"motion:{number}", role="chair")
            db.session.commit()

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(act, range(12)))

    places = session.scalars(select(AuditEvent.place).order_by(AuditEvent.place)).all()
    assert list(places) == list(range(12))
    last = session.scalar(
        select(AuditCheckpoint).order_by(AuditCheckpoint.size.desc()).limit(1)
    )
    hashes = [merkle.leaf_hash(leaf.encode()) for leaf in leaves(session)]
    assert (last.size, last.root) == (12, merkle.root(hashes).hex())
