"""The sets that ship: whole in six languages, short, and free of what may hurt."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import deliberation.demo
from core.errors import NotFound
from core.settings import LANGUAGES
from surveys.findings.coding.texts.taken import keys_taken
from surveys.instruments.blanks import blanks
from surveys.instruments.definition import load
from surveys.instruments.licence import may_edit, may_pack
from surveys.instruments.lint.checks import lint
from surveys.instruments.lint.house_words import folded, house_words
from surveys.instruments.lint.reading import grade
from surveys.instruments.lint.remark import Code
from surveys.instruments.lint.texts import frame_texts, item_texts
from surveys.instruments.own_words import may_ask_to_quote
from surveys.instruments.questionnaire import Kind
from surveys.instruments.shipped import (
    FOLDER,
    template,
    template_names,
    templates,
    unmarked_here,
)
from surveys.instruments.strict_toml import Place
from surveys.waves.plan_file import plan_of
from surveys.waves.planning.drawing_up import offered

LARKMOOR = load(Path(deliberation.demo.__file__).with_name("larkmoor.toml"))
NOTICE = (
    "These questions were written for this project. They are not a validated scale "
    "and cannot tell anyone whether they are ill."
)
ASKED = {
    "reaching-help": "A1 A2 A3 A4 A5 A6 A7 A8 A9 A10a A10b A10c A11 quote_consent"
    " A12 A13 A14",
    "how-i-was-treated": "B0 B1 B2 B3 B4 B5 B6 B7 B8 treated_score B9 B10 B11"
    " quote_consent",
    "talking-about-it-here": "C1 C2 C3 C4 C5 C6 C7 C8 quote_consent",
    "was-this-fair": "D1 D2 D3 D4 D5 D6 D7 D7_what D8 quote_consent",
}
ABOUT = ["age", "area", "language", "groups", "access", "carer"]

# What no question may ask about: harming oneself, diagnosis, medicine, papers, income,
# exact place. Parts of words, without accents.
NEVER = {
    "en": "suicid|self-harm|harm yourself|diagnos|disorder|depress|medic|tablet|drug"
    r"|visa|undocumented|asylum|residence permit|citizen|income|salar|wage|earn\b"
    r"|postcode|street|your address|house number",
    "ar": "انتحار|ايذاء نفس|تشخيص|اضطراب|اكتئاب|دواء|ادويه|عقار|تاشيره|تصريح اقامه"
    "|جنسيتك|دخلك|راتب|اجرك|الرمز البريدي|شارع|عنوانك",
    "uk": "суицид|самогубств|самоушкодж|діагноз|розлад|депрес|ліки|таблетк|препарат"
    "|віз[аиу]\\b|громадянств|дозвіл на проживання|дохід|доход|зарплат|індекс|вулиц"
    "|ваша адреса",
    "es": "suicid|autoles|hacerse dano|diagnos|trastorno|depresi|medicament|pastilla"
    "|farmac|visado|permiso de residencia|ciudadan|ingresos|sueldo|salario"
    "|codigo postal|calle|su direccion",
    "fr": "suicid|automutil|vous faire du mal|diagnos|trouble|depressi|medicament"
    "|comprime|visa\\b|titre de sejour|nationalite|revenu|salaire|code postal|\\brue\\b"
    "|votre adresse",
    "pl": "samoboj|samookalecz|diagnoz|zaburze|depresj|leki\\b|lekow|tabletk|wiz[ay]\\b"
    "|karta pobytu|obywatelstw|dochod|zarob|pensj|kod pocztowy|ulic|twoj adres",
}

each_template = pytest.mark.parametrize("name", template_names())
each_language = pytest.mark.parametrize("language", LANGUAGES)


def remarks(instrument, *codes):
    return [r for r in lint(instrument, house_words()) if r.code in codes]


def shown(instrument, language):
    found = [*frame_texts(instrument)]
    for item in instrument.items:
        found += item_texts(item, instrument.languages)
    return [text.words for text in found if text.language == language]


def test_four_sets_ship_and_each_asks_what_it_is_known_for():
    assert set(template_names()) == set(ASKED)
    for each in templates():
        keys = [item.key for item in each.items]
        assert keys == [*ASKED[each.slug].split(), *ABOUT]


def test_what_does_not_ship_is_not_found():
    with pytest.raises(NotFound):
        template("../demo/larkmoor")


@each_template
def test_a_set_is_whole_in_six_languages(name):
    each = template(name)
    assert set(each.languages) == set(LANGUAGES)
    assert remarks(each, Code.UNTRANSLATED, Code.SAME_WORDS) == []
    main = {language: len(shown(each, language)) for language in LANGUAGES}
    assert set(main.values()) == {main["en"]}


@each_template
def test_a_translation_says_that_it_is_a_draft(name):
    for file in FOLDER.glob(f"{name}.*.toml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# Draft, not reviewed by a native speaker."


@each_template
def test_a_set_may_be_taken_changed_and_handed_on_and_is_no_scale(name):
    each = template(name)
    assert each.licence.name == "CC0-1.0"
    assert may_edit(each)
    assert may_pack(each)
    assert each.notice["en"] == NOTICE


@each_template
def test_every_question_may_be_skipped_and_what_is_sensitive_can_be_declined(name):
    each = template(name)
    assert not [item.key for item in each.items if item.required]
    assert remarks(each, Code.NO_WAY_OUT) == []
    assert [item.key for item in each.items if item.sensitive][-1:] == ["groups"]


def test_what_ships_marked_sensitive_and_is_not_here_is_known_by_its_key():
    ships = template("reaching-help")
    items = tuple(replace(item, sensitive=False) for item in ships.items)
    assert unmarked_here(ships) == frozenset()
    assert unmarked_here(replace(ships, items=items)) == {"groups"}
    assert unmarked_here(replace(ships, items=items, slug="ours")) == frozenset()
    assert unmarked_here(replace(ships, items=items[:3])) == frozenset()


@each_template
def test_who_asks_and_what_for_is_left_to_fill_in_in_every_language(name):
    for language in LANGUAGES:
        left = [b.line for b in blanks(template(name)) if b.language == language]
        assert {1, 4} <= set(left)


def test_shared_questions_have_the_words_of_the_demo():
    same = 0
    for each in templates():
        for item in each.items:
            known = LARKMOOR.by_key.get(item.key)
            if known and item.key not in {"groups", "access"}:
                assert (item.label, item.options) == (known.label, known.options)
                same += 1
    assert same == 15 + 12 + 2 + 4 * (3 + 1)


@each_language
@each_template
def test_no_question_asks_what_nobody_should_have_to_say(name, language):
    each = template(name)
    for item in each.items:
        for text in item_texts(item, [language]):
            assert not re.search(NEVER[language], folded(text.words)), text


def test_the_list_of_what_is_never_asked_would_find_it():
    asked = {
        "en": "Have you had a diagnosis?",
        "ar": "ما هو دخلك الشهري؟",
        "uk": "Які ліки ви приймаєте?",
        "es": "¿Cuál es su código postal?",
        "fr": "Avez-vous un titre de séjour ?",
        "pl": "Jaki masz dochód?",
    }
    for language, question in asked.items():
        assert re.search(NEVER[language], folded(question)), language


@pytest.mark.parametrize("each", [*templates(), LARKMOOR], ids=lambda each: each.slug)
def test_no_shipped_text_has_a_house_word_in_any_language(each):
    assert remarks(each, Code.HOUSE_WORD) == []


@pytest.mark.parametrize("each", [*templates(), LARKMOOR], ids=lambda each: each.slug)
def test_the_english_can_be_read_after_eight_years_of_school(each):
    sentences = [item.label["en"].rstrip(".?") + "." for item in each.items]
    assert grade(" ".join(sentences)) <= 8
    hard = {r.place for r in remarks(each, Code.HARD_TO_READ)}
    assert hard == set()


@each_template
def test_a_set_is_short_not_leading_and_says_its_time(name):
    codes = (Code.LEADING, Code.LONG_QUESTION, Code.LONG_OPTION, Code.MANY_POINTS)
    assert remarks(template(name), *codes, Code.UNBALANCED) == []


def test_the_sets_ask_two_things_at_once_only_where_that_is_known():
    """B8 and C3 name one thing by its parts; D5 is the criterion in its own words."""
    found = {
        (r.place, r.language)
        for each in templates()
        for r in remarks(each, Code.DOUBLE)
        if not r.minor
    }
    original = {("B8", "en"), ("C3", "en"), ("D5", "en")}
    assert found == original | {("B4", "uk"), ("B4", "pl")}


def test_scores_can_be_published_as_the_instrument_says():
    reaching, treated = template("reaching-help"), template("how-i-was-treated")
    in_time = reaching.by_key["A3"].merges[0][0]
    assert in_time.members == ("same_week", "four_weeks")
    agreed = treated.by_key["B1"].merges[0][0]
    assert agreed.members == ("strongly_agree", "agree")
    fair = template("was-this-fair").by_key["D7"].merges[0][0]
    assert fair.members == ("a_little", "yes")


@each_template
def test_the_questions_about_a_person_come_last(name):
    groups = [item.group for item in template(name).items]
    assert [pair for pair in pairwise(groups) if len(set(pair)) == 2] == [
        (groups[0], "about")
    ]


@each_template
def test_whoever_wrote_something_is_asked_whether_it_may_be_quoted(name):
    each = template(name)
    keys = [item.key for item in each.items if item.kind is Kind.TEXT]
    assert may_ask_to_quote(each)
    assert "quote_consent" not in {item.key for item in each.asked({})}
    before = {"B0": "yes", "D7": "yes"}
    for key in keys:
        answers = {k: v for k, v in before.items() if k in each.by_key}
        asked = [item.key for item in each.asked({**answers, key: "More time."})]
        assert asked.index("quote_consent") > max(map(asked.index, keys))
        assert "quote_consent" not in {item.key for item in each.asked(answers)}


@each_template
def test_the_consent_to_quote_stands_in_no_table_and_leaves_the_answers(name):
    each = template(name)
    assert "quote_consent" not in {item.key for item in offered(each)}
    tables = [{"item": item.key} for item in offered(each)]
    plan = plan_of(Place("t"), {"title": "T", "tables": tables}, each)
    texts = [item.key for item in each.items if item.kind is Kind.TEXT]
    assert keys_taken(each, plan) == (*texts, "quote_consent")


def test_open_questions_are_bounded():
    for each in templates():
        texts = [item for item in each.items if item.kind is Kind.TEXT]
        assert texts
        assert {item.maximum for item in texts} == {1000}
