import json
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.audit import AuditEvent
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from surveys.findings.coding.models import OpenText
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.texts.service import delete_open_texts
from surveys.findings.coding.themes.queries import theme_of
from surveys.findings.stories.models import Quote, QuoteKind
from surveys.findings.stories.quotes.queries import (
    candidate,
    quote_of,
    shown_quotes,
)
from surveys.findings.stories.quotes.service import (
    QuoteWording,
    agree,
    change,
    propose,
    take_back,
)
from tests.factories import make_member
from tests.surveys.findings.coding.factories import writers
from tests.surveys.findings.coding.themes.makers import silent
from tests.surveys.findings.stories.quotes.makers import make_quotable

OTHER_WORDS = QuoteWording(QuoteKind.PARAPHRASE, "Money was short.", "en")


def text_at(session, found, theme, place=1):
    return candidate(session, found, theme, place).text


def own_words(text, **more):
    return QuoteWording(QuoteKind.WORDING, text.text[:8], "en", **more)


def proposed(session, place=1):
    found, theme, one, two = make_quotable(session)
    text = text_at(session, found, theme, place)
    return found, propose(session, found, theme, text.id, one.id, own_words(text)), two


def by(member):
    return {"role": "coder", "actor_id": member.id}


def test_two_different_people_stand_for_each_quote(session):
    found, quote, two = proposed(session)
    assert shown_quotes(session, [quote.theme_id]) == {}
    agree(session, found, quote, 1, **by(two))
    (shown,) = shown_quotes(session, [quote.theme_id])[quote.theme_id]
    assert {shown.first_id, shown.second_id} == {
        found.first_coder_id,
        found.second_coder_id,
    }


def test_nobody_agrees_with_themselves(session):
    found, quote, _two = proposed(session)
    with pytest.raises(NotAllowed, match="two_people"):
        agree(session, found, quote, 1, role="coder", actor_id=quote.first_id)
    quote.second_id = quote.first_id
    with pytest.raises(IntegrityError):
        session.flush()


def test_other_words_need_the_other_one_anew(session):
    found, quote, two = proposed(session)
    text = session.get(OpenText, quote.open_text_id)
    changed = QuoteWording(QuoteKind.WORDING, text.text[:6], "en")
    change(session, found, quote, two.id, changed, 1)
    with pytest.raises(NotAllowed, match="two_people"):
        agree(session, found, quote, 2, **by(two))
    assert shown_quotes(session, [quote.theme_id]) == {}


def test_one_agrees_to_what_the_page_showed_and_to_nothing_newer(session):
    found, quote, two = proposed(session)
    text = session.get(OpenText, quote.open_text_id)
    change(session, found, quote, found.first_coder_id, own_words(text), 1)
    with pytest.raises(Conflict, match="changed"):
        agree(session, found, quote, 1, **by(two))


def test_without_consent_a_text_is_no_candidate_and_no_quote(session):
    people = [*writers(21, quote=True), *writers(42)[21:], *silent(20)]
    found, theme, one, _two = make_quotable(session, people)
    count = candidate(session, found, theme, 1).count
    offered = [text_at(session, found, theme, n + 1) for n in range(count)]
    assert all(text.may_quote for text in offered)
    assert sorted(int(t.text.split()[1]) for t in offered) == list(range(0, 21, 2))
    assert text_at(session, found, theme, count + 1) is None
    other = session.scalars(select(OpenText).where(~OpenText.may_quote)).first()
    with pytest.raises(NotAllowed, match="no_consent"):
        propose(session, found, theme, other.id, one.id, own_words(other))


def test_of_fewer_than_fifty_people_only_a_paraphrase_is_shown(session):
    people = [*writers(30, quote=True), *silent(15)]
    found, theme, one, _two = make_quotable(session, people)
    text = text_at(session, found, theme)
    with pytest.raises(Invalid, match="paraphrase_only"):
        propose(session, found, theme, text.id, one.id, own_words(text))
    quote = propose(session, found, theme, text.id, one.id, OTHER_WORDS)
    assert (quote.kind, quote.language) == (QuoteKind.PARAPHRASE, "en")


def test_the_language_of_a_quote_is_a_group_of_its_own(session):
    people = [*writers(42, quote=True, language="ar"), *silent(60)]
    found, theme, one, _two = make_quotable(session, people)
    text = text_at(session, found, theme)
    with pytest.raises(Invalid, match="paraphrase_only"):
        propose(session, found, theme, text.id, one.id, own_words(text))


def test_a_mended_wording_is_refused(session):
    found, theme, one, _two = make_quotable(session)
    text = text_at(session, found, theme)
    mended = QuoteWording(QuoteKind.WORDING, "A wish of mine.", "en")
    with pytest.raises(Invalid, match="not_the_words"):
        propose(session, found, theme, text.id, one.id, mended)


def test_a_text_is_proposed_once(session):
    found, quote, two = proposed(session)
    text = session.get(OpenText, quote.open_text_id)
    theme = theme_of(session, found.id, quote.theme_id)
    with pytest.raises(Conflict, match="proposed"):
        propose(session, found, theme, text.id, two.id, own_words(text))


def test_a_theme_has_three_quotes_at_most(session):
    found, theme, one, two = make_quotable(session)
    for place in range(1, 5):
        text = text_at(session, found, theme, place)
        quote = propose(session, found, theme, text.id, one.id, own_words(text))
        if place < 4:
            agree(session, found, quote, 1, **by(two))
    with pytest.raises(Conflict, match="enough"):
        agree(session, found, quote, 1, **by(two))
    assert len(shown_quotes(session, [theme.id])[theme.id]) == 3


def test_a_translation_stands_beside_the_wording_and_never_for_it(session):
    found, theme, one, _two = make_quotable(session)
    text = text_at(session, found, theme)
    french = QuoteWording(QuoteKind.WORDING, text.text[:6], "fr", "Un vœu")
    quote = propose(session, found, theme, text.id, one.id, french)
    assert (quote.language, quote.translation) == ("en", {"fr": "Un vœu"})
    long = QuoteWording(QuoteKind.WORDING, text.text[:6], "fr", "x" * 501)
    with pytest.raises(Invalid, match="too_long"):
        change(session, found, quote, one.id, long, 1)


def test_a_quote_that_is_taken_back_is_gone(session):
    found, quote, two = proposed(session)
    agree(session, found, quote, 1, **by(two))
    take_back(session, found, quote, **by(two))
    assert session.scalars(select(Quote)).all() == []
    with pytest.raises(NotFound):
        quote_of(session, quote.theme_id, quote.id)


def test_a_quote_outlives_its_text_as_the_two_left_it(session):
    found, quote, two = proposed(session)
    agree(session, found, quote, 1, **by(two))
    session.commit()
    wave = coding_set(session, found.id).wave
    delete_open_texts(session, wave, role="operator")
    session.commit()
    session.refresh(quote)
    assert quote.open_text_id is None
    assert quote.wording.startswith("wish")


def test_only_the_two_coders_propose_and_only_texts_of_the_set(session):
    found, theme, one, _two = make_quotable(session)
    text = text_at(session, found, theme)
    stranger = make_member(session)
    with pytest.raises(NotAllowed):
        propose(session, found, theme, text.id, stranger.id, own_words(text))
    with pytest.raises(NotFound):
        propose(session, found, theme, UUID(int=1), one.id, own_words(text))


def test_the_log_names_the_act_and_no_word(session):
    found, quote, two = proposed(session)
    agree(session, found, quote, 1, **by(two))
    leaf = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()[-1]
    assert json.loads(leaf)["action"] == "quote.agree"
    assert "wish" not in leaf
