"""The pages of one question: adding, changing, being slower than a colleague."""

import pytest

from surveys.instruments.editing import service
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Relevant
from surveys.instruments.translating.strings import untranslated
from tests.page_rules import read
from tests.surveys.instruments.editing.desk import DESK, draft, fields, item, keys
from tests.surveys.instruments.scored import SCORED


def test_a_question_is_added_behind_another_and_its_page_follows(desk, session, small):
    added = {"revision": "1", "kind": "select_one", "label": "Was it far?"}
    onward = desk.post(f"{small}/add?after=asked", added)
    assert onward == f"{small}/questions/was_it_far"
    assert keys(session)[:3] == ["welcome", "asked", "was_it_far"]
    assert "A choice needs at least two options." in desk.get(small)


def test_a_key_that_is_taken_is_refused_with_what_was_typed(desk, small):
    added = {"revision": "1", "kind": "text", "label": "Again?", "key": "wish"}
    page = desk.post(f"{small}/add", added, status=409)
    assert "Another question has this key." in page
    assert "Again?" in page
    assert 'value="wish"' in page


def test_a_question_without_kind_or_words_comes_back(desk, small):
    page = desk.post(f"{small}/add", {"revision": "1"}, status=422)
    assert "Please choose one." in page
    assert "Please write something here." in page


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_question_has_a_page_that_saves_what_it_shows(
    desk, session, small, kind
):
    added = {"revision": "1", "kind": kind.value, "label": "New?", "key": "new"}
    page = desk.post(f"{small}/add", added)
    assert 'name="label"' in desk.get(page)
    desk.post(page, {"revision": "2", "label": "Newer?", "precision": "year"})
    assert item(session, "new").label == {"en": "Newer?"}
    assert item(session, "new").kind is kind


def test_words_stand_as_their_language_is_written_and_code_as_code_is(desk, small):
    """On a page from right to left a question mark would else come first."""
    page = read("", desk.get(f"{small}/questions/barriers?lang=ar"))
    ways = {each.get("name"): each.get("dir") for each in page.all("textarea")}
    assert ways["label"] == ways["options"] == ways["constraint_message"] == "ltr"
    (label,) = (each for each in page.all("textarea") if each.get("name") == "label")
    assert label.get("lang") == "en"

    arabic = {"title": "استبيان", "slug": "ar", "language": "ar"}
    desk.post(f"{DESK}/new", arabic)
    page = read("", desk.get(f"{DESK}/ar/add"))
    assert {each.get("dir") for each in page.all("textarea")} == {"rtl"}
    (key,) = (each for each in page.all("input") if each.get("name") == "key")
    assert key.get("dir") == "ltr"


def test_all_that_can_be_said_of_a_choice_is_kept(desk, session, small):
    desk.post(
        f"{small}/questions/barriers",
        {
            "revision": "1",
            "label": "What was in the way?",
            "hint": "Think of the last year.",
            "options": "cost | Cost\nLong wait\nnone | None of these | alone",
            "at_most": "3",
            "random_order": "y",
            "required": "y",
            "group": "about",
            "relevant": "${asked} = 'yes'",
            "constraint": "count-selected(.) > 0",
            "constraint_message": "Pick one.",
        },
    )
    found = item(session, "barriers")
    assert found.hint == {"en": "Think of the last year."}
    assert found.option_keys == ("cost", "long_wait", "none")
    assert found.alone == {"none"}
    assert (found.at_most, found.random_order, found.required) == (3, True, True)
    assert not found.sensitive
    assert found.group == "about"
    assert found.relevant == (Relevant("asked", frozenset({"yes"})),)
    assert found.when is None
    assert found.constraint == [">", ["count-selected", ["self"]], 0]


def test_a_question_saved_as_it_stands_stays_as_it_is(desk, session, small):
    before = draft(session)
    for number, each in enumerate(before.items, 1):
        address = f"{small}/questions/{each.key}"
        typed = fields(desk.get(address))
        desk.post(address, typed | {"revision": str(number)})
    assert draft(session) == before


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("relevant", "${asked} = ", "This condition cannot be read:"),
        ("relevant", "${nobody} = 'yes'", "nobody"),
        ("options", "yes | \nno | No", "Line 1 needs a key and words"),
        ("options", "yes | Yes | perhaps", "it is not known what this means: perhaps"),
        ("at_most", "many", "Please write a number"),
        ("at_most", "1.5", "Please write a whole number"),
    ],
)
def test_what_cannot_be_read_is_given_back_with_the_reason(
    desk, session, small, field, typed, said
):
    before = draft(session)
    sent = {"revision": "1", "label": "Typed with care", field: typed}
    page = desk.post(f"{small}/questions/barriers", sent, status=422)
    assert said in page
    assert "Typed with care" in page
    assert draft(session) == before


def test_merges_keep_only_answers_that_are_still_there(desk, session, small):
    sent = {"revision": "1", "label": "Asked?", "options": "yes | Yes\nno | No"}
    desk.post(f"{small}/questions/asked", sent)
    assert [m.members for level in item(session, "asked").merges for m in level] == [
        ("yes",)
    ]


def test_what_may_be_put_together_is_typed_under_the_answers(desk, session, small):
    page = f"{small}/questions/asked"
    typed = fields(desk.get(page))
    assert typed["merges"].strip() == "tried | Asked | yes, gave_up"
    desk.post(page, typed | {"merges": "not | Not | gave_up, no\r\n\r\na | A | no"})
    fine, coarse = item(session, "asked").merges
    assert [(m.key, m.label, m.members) for m in fine] == [
        ("not", {"en": "Not"}, ("gave_up", "no"))
    ]
    assert [m.members for m in coarse] == [("no",)]
    desk.post(page, typed | {"revision": "2", "merges": ""})
    assert item(session, "asked").merges == ()


def test_bands_of_a_number_may_be_put_together_too(desk, session, small):
    page = f"{small}/questions/age"
    typed = fields(desk.get(page)) | {"bands": "a | A | ..24\nb | B | 25..49"}
    desk.post(page, typed | {"merges": "both | Both | a, b"})
    assert [m.members for (m,) in item(session, "age").merges] == [("a", "b")]
    assert 'name="merges"' not in desk.get(f"{small}/questions/wish")


@pytest.mark.parametrize(
    ("merges", "said"),
    [
        ("tried | Asked", "Line 1 needs keys at its end"),
        ("tried | Asked | yes, perhaps", "nothing above has the key perhaps."),
        ("a | A | yes\nb | B | no, yes", "Line 2: yes is put together with others"),
    ],
)
def test_what_cannot_be_put_together_is_given_back_with_the_reason(
    desk, session, small, merges, said
):
    before = draft(session)
    page = f"{small}/questions/asked"
    typed = fields(desk.get(page)) | {"merges": merges}
    assert said in desk.post(page, typed, status=422)
    assert draft(session) == before


def test_a_merged_group_with_the_key_of_another_answer_is_a_fault(desk, small):
    page = f"{small}/questions/asked"
    typed = fields(desk.get(page)) | {"merges": "no | Asked | yes, gave_up"}
    desk.post(page, typed)
    assert "A merged group needs a key that no other option has." in desk.get(small)


def test_bands_and_bounds_of_a_number_are_kept(desk, session, small):
    sent = {
        "revision": "1",
        "label": "Age?",
        "minimum": "16",
        "maximum": "99,5",
        "bands": "young | Young | ..24\nold | Old | 25..",
        "default": "18",
    }
    desk.post(f"{small}/questions/age", sent)
    found = item(session, "age")
    assert (found.minimum, found.maximum, found.default) == (16, 99.5, 18)
    assert [(b.lowest, b.highest) for b in found.bands] == [(None, 24), (25, None)]


def test_who_is_slower_sees_both_texts_and_loses_neither(desk, session, small):
    address = f"{small}/questions/wish"
    desk.post(address, {"revision": "1", "label": "The colleague's words"})
    page = desk.post(
        address,
        {"revision": "1", "label": "My own words", "sensitive": "y"},
        status=409,
    )
    assert "My own words" in page
    assert "What your colleague saved" in page
    assert "The colleague&#39;s words" in page
    assert item(session, "wish").label == {"en": "The colleague's words"}

    typed = fields(page)
    assert typed["revision"] == "2"
    desk.post(address, typed)
    assert item(session, "wish").label == {"en": "My own words"}
    assert item(session, "wish").sensitive


def test_a_question_that_a_colleague_took_out_gives_back_what_was_typed(desk, small):
    desk.post(f"{small}/questions/wish/remove", {"revision": "1"})
    sent = {"revision": "1", "label": "My own words"}
    page = desk.post(f"{small}/questions/wish", sent, status=404)
    assert "My own words" in page


def test_a_stale_token_gives_back_what_was_typed(app, desk, small):
    app.config["WTF_CSRF_ENABLED"] = True
    sent = {"revision": "1", "label": "My own words"}
    page = desk.post(f"{small}/questions/wish", sent, status=422)
    assert "My own words" in page


def test_taking_out_asks_once_more(desk, session, small):
    page = desk.get(f"{small}/questions/wish/remove")
    assert "What one change would help most?" in page
    desk.post(f"{small}/questions/wish/remove", {"revision": "1"})
    assert "wish" not in keys(session)


def test_the_page_on_conditions_names_every_key_and_its_answers(desk, small):
    page = desk.get(f"{DESK}/small/conditions")
    assert "${barriers}" in page
    assert ">travel</code>" in page


def test_why_a_condition_cannot_be_read_is_said_in_the_reader_s_language(desk, small):
    sent = {"revision": "1", "label": "?", "relevant": "${nobody} = 'yes'"}
    page = desk.post(f"{small}/questions/barriers?lang=ar", sent, status=422)
    assert "nobody" in page
    assert "There is no question" not in page
    # What nobody has put into words yet stays in English.
    sent["relevant"] = "${asked} ="
    page = desk.post(f"{small}/questions/barriers?lang=ar", sent, status=422)
    assert "Something is missing at its end." in page


def test_a_text_that_names_no_question_is_a_fault_of_its_question(desk, small):
    sent = {"revision": "1", "label": "You said ${nobody}?"}
    desk.post(f"{small}/questions/wish", sent)
    assert "There is no question nobody." in desk.get(small)
    page = desk.get(f"{small}?lang=ar")
    assert "nobody" in page
    assert "There is no question" not in page


def test_a_score_is_shown_and_stays_what_it_is(desk, session):
    """Its words can be changed; what it is worked out of stands in its file alone."""
    service.start_draft(session, SCORED)
    session.commit()
    address = f"{DESK}/scored/questions/went"
    page = desk.get(address)
    for words in ("s1, s2, s3", "bad, fair, good", "Above 2, up to 2.5"):
        assert words in page
    assert not {"bands", "merges", "calculation"} & fields(page).keys()

    desk.post(address, fields(page) | {"label": "All in all"})
    session.expire_all()
    [saved] = [each for each in draft(session, "scored").items if each.key == "went"]
    before = untranslated(SCORED).by_key["went"]
    assert saved.label == {"en": "All in all"}
    assert (saved.score_of, saved.points) == (before.score_of, before.points)
    assert (saved.bands, saved.merges) == (before.bands, before.merges)


def test_a_score_without_one_of_its_questions_says_so(desk, session):
    service.start_draft(session, SCORED)
    session.commit()
    desk.post(f"{DESK}/scored/questions/s2/remove", {"revision": "1"})
    assert "s2 is no question with one answer." in desk.get(f"{DESK}/scored")
