import pytest

from surveys.instruments.definition import load, read_definition
from surveys.instruments.options import Relevant
from surveys.instruments.questionnaire import Kind
from surveys.instruments.strict_toml import FileRefused
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL


def refusal(main=MAIN, **translations):
    files = {f"small.{language}.toml": text for language, text in translations.items()}
    with pytest.raises(FileRefused) as caught:
        read_definition("small.toml", main, files or {"small.ar.toml": ARABIC})
    return (caught.value.file, caught.value.key, caught.value.reason)


def test_items_keep_their_order_kind_and_version():
    assert [(item.key, item.kind, item.version) for item in SMALL.items] == [
        ("welcome", Kind.NOTE, 1),
        ("asked", Kind.SELECT_ONE, 2),
        ("barriers", Kind.SELECT_MULTIPLE, 1),
        ("travel_how", Kind.SELECT_ONE, 1),
        ("age", Kind.INTEGER, 1),
        ("wish", Kind.TEXT, 1),
    ]


def test_a_translation_stands_beside_the_default_language():
    asked = SMALL.by_key["asked"]
    assert asked.label == {"en": "Did you ask for help?", "ar": "هل طلبت المساعدة؟"}
    assert asked.options[0].label == {"en": "Yes", "ar": "نعم"}
    assert asked.merges[0][0].label["ar"] == "طلب المساعدة"
    assert SMALL.by_key["age"].bands[0].label["ar"] == "أقل من 25"
    assert SMALL.groups[0].label["ar"] == "عنك"
    assert SMALL.consent.lines["ar"][1] == "ما يُحفظ: إجاباتك."


def test_what_is_not_translated_is_there_in_the_default_language_only():
    assert SMALL.by_key["wish"].label == {"en": "What one change would help most?"}
    assert SMALL.by_key["asked"].hint == {"en": "Anyone or any service."}


def test_items_share_a_list_of_options_and_its_translation():
    options = SMALL.by_key["travel_how"].options
    assert [option.key for option in options] == ["agree", "disagree", "does_not_apply"]
    assert options[0].label["ar"] == "أوافق"
    assert options[2].missing


def test_a_condition_may_have_several_parts():
    assert SMALL.by_key["travel_how"].relevant == (
        Relevant("asked", frozenset({"yes"})),
        Relevant("barriers", frozenset({"travel"})),
    )


def test_a_licence_allows_nothing_that_it_does_not_say():
    silent = MAIN.replace("may_redistribute = true\nmay_modify = true\n", "")
    licence = read_definition("small.toml", silent, {"small.ar.toml": ARABIC}).licence
    assert (licence.may_redistribute, licence.may_modify) == (False, False)


@pytest.mark.parametrize(
    ("wrong", "right", "key", "reason"),
    [
        ('slug = "small"', "slug = 3", "slug", "must be text"),
        ('slug = "small"', 'slug = "Small!"', "slug", "small letters"),
        ('slug = "small"\n', "", "slug", "missing"),
        ('slug = "small"', 'slug = "small"\ncolour = "red"', "colour", "not known"),
        ("may_modify", "may_change", "licence.may_change", "not known"),
        ("= 1\nlines", '= "1"\nlines', "consent.version", "whole number"),
        ("lines = [", "lines = [3, ", "consent.lines", "list of texts"),
        ('kind = "note"', 'kind = "video"', "items.welcome.kind", "The kinds are"),
        ('key = "asked"', 'key = "welcome"', "items", "welcome stands there twice"),
        ('key = "travel"', 'key = "cost"', "items.barriers.options", "cost stands"),
        ('group = "about"', 'group = "us"', "items.age.group", "no group us"),
        ('list = "agree"', 'list = "like"', "items.travel_how.list", "no list like"),
        (
            'item = "asked", options = ["yes"]',
            'item = "wish", options = ["yes"]',
            "items.travel_how.relevant",
            "not an earlier question",
        ),
        (
            'item = "asked", options = ["yes"]',
            'item = "asked", options = ["perhaps"]',
            "items.travel_how.relevant",
            "no option perhaps",
        ),
        (
            'item = "asked", options = ["yes"]',
            'item = "welcome", options = ["yes"]',
            "items.travel_how.relevant",
            "no options to depend on",
        ),
        (
            'options = ["yes", "gave_up"]}]]',
            'options = ["maybe"]}]]',
            "items.asked.merges",
            "no option maybe",
        ),
        ('key = "tried"', 'key = "no"', "items.asked.merges.no", "no other option has"),
        ("at_most = 2", "at_most = 0", "items.barriers.at_most", "from 1"),
        ("maximum = 40", "minimum = 4", "items.wish.minimum", "Only a number"),
        ("minimum = 0", "minimum = 121", "items.age.minimum", "above the maximum"),
        ("from = 25", "from = 24", "items.age.bands.from_25", "do not overlap"),
        (
            'label = "Cost"',
            "missing = true",
            "items.barriers.options.1.label",
            "missing",
        ),
        ("[licence]", "[licence", "", "not TOML"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_key(wrong, right, key, reason):
    file, found_key, found_reason = refusal(MAIN.replace(wrong, right, 1))
    assert (file, found_key) == ("small.toml", key)
    assert reason in found_reason


def test_a_translation_of_something_unknown_is_refused():
    assert refusal(ar=f'{ARABIC}\n[items.asked2]\nlabel = "؟"') == (
        "small.ar.toml",
        "items.asked2.label",
        "The main file has no such text.",
    )


def test_an_undeclared_language_is_refused():
    file, _, reason = refusal(ar=ARABIC, uk='title = "Кілька питань"')
    assert file == "small.uk.toml"
    assert "uk is not one of the other languages" in reason


def test_a_declared_language_needs_its_file():
    assert refusal(MAIN.replace('"ar"]', '"ar", "uk"]'))[1:] == (
        "languages",
        "There is no file for uk here.",
    )


def test_half_a_consent_text_is_refused():
    half = ARABIC.replace(', "ما يُحفظ: إجاباتك."', "")
    assert refusal(ar=half)[1] == "consent.lines"


def test_a_translated_text_is_never_empty():
    assert refusal(ar='title = " "')[1:] == ("title", "This text is empty.")


def test_files_are_found_beside_the_main_one(tmp_path):
    (tmp_path / "small.toml").write_text(MAIN, encoding="utf-8")
    (tmp_path / "small.ar.toml").write_text(ARABIC, encoding="utf-8-sig")
    (tmp_path / "small.plan.toml").write_text("tables = []", encoding="utf-8")
    assert load(tmp_path / "small.toml") == SMALL


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"title = '\x00'"])
def test_an_unreadable_file_is_refused_by_name(tmp_path, content):
    if content is not None:
        (tmp_path / "small.toml").write_bytes(content)
    with pytest.raises(FileRefused, match=r"^small\.toml: "):
        load(tmp_path / "small.toml")
