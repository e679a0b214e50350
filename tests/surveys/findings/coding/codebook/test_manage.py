from accounts.rules import Role
from surveys.findings.coding.queries import codebook, versions_of
from tests.factories import make_member
from tests.surveys.findings.coding.factories import (
    add_codes,
    make_begun,
    make_set,
)

COST = {"name": "Cost", "definition": "Money was in the way."}


def signed_in(pages, session):
    pages.sign_in(make_member(session, Role.CODER))
    return make_set(session)


def book(found, end=""):
    return f"/desk/coding/{found.id}/codebook{end}"


def test_an_entry_is_written_and_stands_in_the_codebook(pages, session):
    found = signed_in(pages, session)
    assert "No entries yet" in pages.get(book(found))
    assert pages.post(book(found), COST) == book(found)
    assert "Money was in the way." in pages.get(book(found))


def test_an_entry_without_a_definition_comes_back_with_what_was_typed(pages, session):
    found = signed_in(pages, session)
    html = pages.post(book(found), {"name": "Cost", "include": "Fees too"}, status=422)
    assert "Please say what the code means." in html
    assert "Fees too" in html
    assert codebook(session, found.id) == []


def test_the_draft_to_start_from_can_be_taken(pages, session):
    found = signed_in(pages, session)
    pages.post(book(found, "/starter"))
    html = pages.get(book(found))
    assert "Hope and optimism" in html
    assert "What got in the way" in html


def test_a_change_is_a_new_version_and_both_are_shown(pages, session):
    found = signed_in(pages, session)
    pages.post(book(found), COST)
    assert "Money was in the way." in pages.get(book(found, "/cost"))
    changed = COST | {"definition": "Fees.", "seen": 1}
    assert pages.post(book(found, "/cost"), changed) == book(found)
    html = pages.get(book(found, "/cost"))
    assert "Money was in the way." in html
    assert "Version 2" in html


def test_who_comes_second_keeps_what_was_typed(pages, session):
    found = signed_in(pages, session)
    pages.post(book(found), COST)
    pages.post(book(found, "/cost"), COST | {"definition": "Fees.", "seen": 1})
    late = COST | {"definition": "My own long words", "seen": 1}
    html = pages.post(book(found, "/cost"), late, status=409)
    assert "changed this entry meanwhile" in html
    assert "My own long words" in html


def test_a_code_can_be_taken_out_of_use(pages, session):
    found = signed_in(pages, session)
    pages.post(book(found), COST)
    pages.post(book(found, "/cost"), {"seen": 1, "act": "retire"})
    assert codebook(session, found.id) == []
    assert versions_of(session, found.id, "cost")[0].retired
    assert "not in use any more" in pages.get(book(found, "/cost"))


def test_words_go_into_the_language_of_the_page(pages, session):
    found = signed_in(pages, session)
    pages.post(book(found), COST)
    arabic = {"name": "التكلفة", "definition": "المال", "seen": 1, "lang": "ar"}
    pages.post(book(found, "/cost"), arabic)
    (entry,) = codebook(session, found.id)
    assert entry.name == {"en": "Cost", "ar": "التكلفة"}


def test_while_two_code_the_codebook_is_to_be_read_only(pages, session):
    found, one, _two = make_begun(session)
    pages.sign_in(one)
    html = pages.get(book(found))
    assert "so nobody changes it" in html
    assert "A new entry" not in html
    assert "Keep this as a new version" not in pages.get(book(found, "/cost"))
    pages.post(book(found), COST, status=409)


def test_an_unknown_entry_is_not_found(pages, session):
    found = signed_in(pages, session)
    add_codes(session, found, "Cost")
    assert "no such entry" in pages.get(book(found, "/nowhere"), 404)
