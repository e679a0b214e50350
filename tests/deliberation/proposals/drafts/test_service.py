import pytest

from core.errors import Invalid, NotFound
from deliberation.proposals import queries
from deliberation.proposals.chain.queries import chain_of
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.evidence import EvidenceKind
from tests.deliberation.proposals.factories import (
    TEXTS,
    add_ask,
    add_thread,
    make_draft,
    make_thread,
)


@pytest.fixture
def draft(session, town):
    return make_draft(session, town)


def cite(session, town, draft, kind, source_id):
    return drafts.cite(
        session,
        draft,
        (kind, source_id),
        shows={"en": "It shows something."},
        limits={"en": "Not more."},
        member_id=town.member,
    )


def test_proposals_are_numbered_in_the_order_in_which_they_begin(session, town, draft):
    second = make_draft(session, town)

    assert [draft.number, second.number] == ["P1", "P2"]
    assert second.slug == "p2"


def test_a_draft_needs_no_more_than_its_title(session, town):
    draft = drafts.write_draft(
        session,
        town.board,
        {"title": "Rural buses"},
        right_served="",
        language="en",
        member_id=town.member,
    )

    assert draft.title == {"en": "Rural buses"}
    assert draft.history_and_context == {}


def test_a_text_is_written_language_by_language(session, town, draft):
    drafts.rewrite(
        session,
        draft,
        {"title": "مترجم"},
        right_served="dignity",
        language="ar",
        member_id=town.member,
    )

    assert draft.title == {"en": TEXTS["title"], "ar": "مترجم"}
    assert draft.problem == {"en": TEXTS["problem"]}
    assert draft.right_served == "dignity"


def test_nothing_is_cited_twice(session, town, draft):
    thread = add_thread(session, town, draft)

    with pytest.raises(Invalid, match=r"evidence\.cited_already"):
        cite(session, town, draft, EvidenceKind.THREAD, thread.id)


@pytest.mark.parametrize("kind", EvidenceKind)
def test_what_does_not_exist_cannot_be_cited(session, town, draft, kind):
    with pytest.raises(Invalid, match=r"evidence\.unknown"):
        cite(session, town, draft, kind, 404)

    assert chain_of(session, draft) == ()


def test_evidence_keeps_its_number_when_another_is_taken_out(session, town, draft):
    add_thread(session, town, draft)
    second = make_thread(session, slug="villages", title="From the villages")
    cite(session, town, draft, EvidenceKind.THREAD, second.id)

    drafts.drop_evidence(session, draft, 1, member_id=town.member)

    assert [cited.position for cited in chain_of(session, draft)] == [2]
    with pytest.raises(NotFound):
        drafts.drop_evidence(session, draft, 1, member_id=town.member)


def test_later_requests_move_up_when_one_is_taken_out(session, town, draft):
    for words in ("One", "Two", "Three"):
        add_ask(session, town, draft, wording={"en": words})

    drafts.drop_ask(session, draft, 1, member_id=town.member)
    session.commit()

    asks = queries.on_desk(session, draft.slug, town.member).asks
    assert [(ask.number, ask.wording["en"]) for ask in asks] == [
        (1, "Two"),
        (2, "Three"),
    ]
    with pytest.raises(NotFound):
        drafts.drop_ask(session, draft, 3, member_id=town.member)


def test_a_public_body_that_is_not_there_cannot_be_asked(session, town, draft):
    with pytest.raises(Invalid, match=r"ask\.authority"):
        add_ask(session, town, draft, authority_id=404)
