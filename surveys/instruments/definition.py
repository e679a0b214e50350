"""Instruments written as TOML: one file in the default language, one per translation.

``larkmoor.toml`` holds everything in the default language::

    slug = "larkmoor"
    title = "Reaching help"
    default_language = "en"
    languages = ["en", "ar"]           # each but the default has its own file
    notice = "These questions were written for this project. ..."   # may be left out

    [licence]                          # all but name may be left out
    name = "CC0-1.0"
    url = "https://creativecommons.org/publicdomain/zero/1.0/"
    attribution = "Written for this project."
    may_redistribute = true            # false unless said
    may_modify = true                  # false unless said

    [consent]
    version = 1                        # stored with each response
    lines = ["What this is ...", "Who runs it ...", "What is kept ..."]
    agree = "I want to take part."     # beside the box, which is never ticked before

    [[groups]]                         # headings; may be left out
    key = "about"
    label = "About you"

    [lists.agree]                      # answer choices that several items share
    options = [
      {key = "agree", label = "Agree"},
      {key = "disagree", label = "Disagree"},
      {key = "does_not_apply", label = "Does not apply", missing = true},
    ]

    [[items]]
    key = "A2"                         # stable: results and benchmarks refer to it
    version = 1                        # 1 unless said; a new wording raises it
    kind = "select_one"                # any of surveys.instruments.kinds
    group = "help"                     # one of the groups
    label = "Did you ask anyone or any service for help?"
    hint = "..."                       # may be left out
    options = [
      {key = "yes", label = "Yes"},
      {key = "gave_up", label = "I tried and gave up"},
      {key = "no", label = "No"},
      {key = "prefer_not", label = "Prefer not to say", missing = true},
    ]                                  # or: list = "agree"
    merges = [                         # levels, finest first; may be left out
      [{key = "asked", label = "Asked for help", options = ["yes", "gave_up"]}],
    ]
    sensitive = true                   # false unless said
    required = false                   # every question may be skipped unless true

    [[items]]
    key = "A3"
    relevant = {item = "A2", options = ["yes", "gave_up"]}   # or a list: all must hold
    ...                                # or an expression: "${age} > 17 and ..."

    [[repeats]]                        # questions asked again, once for each child
    key = "children"                   # each of its items says repeat = "children"
    label = "Your children"
    at_most = 5
    count = "${how_many}"              # or, to ask after each round:
    another = "Is there another child?"
    yes = "Yes"
    no = "No"

The label of an item, group or repeat, a hint and a ``constraint_message`` may name
answers: in ``"You said ${A2}."`` the answer stands for who gave it, an ellipsis for
everybody else, and for results. A name that is no question is refused.

Expressions are those of XLSForm (``surveys.instruments.expressions``); besides
``relevant`` an item may have ``constraint`` with ``constraint_message``,
``choice_filter`` over the ``attributes`` of its options, and a calculate its
``calculation``. ``default``, ``random_order``, ``short`` (a text of one line),
``precision`` of a date (day, month, year) and ``pinned`` (compared between waves) may
be said, and ``matrix = true`` of a group whose items share their answers.

A select_multiple may have ``at_most = 3`` and options with ``exclusive = true``
("none of these"). A text may have ``maximum`` (characters). An integer may have
``minimum``, ``maximum`` and, to be a breakdown, bands (both ends included, an end
left out is open), which ``merges`` may name like options::

    bands = [{key = "under_25", label = "Under 25", to = 24},
             {key = "from_25", label = "25 and over", from = 25}]

A score is a calculate that nobody is asked and no response keeps: the mean of what was
answered to some questions, if at least two thirds were. It counts their answers by
their place in ``points``, from 1 (any other is no answer), and is published in bands,
each of which begins above the one before::

    [[items]]
    key = "treated_score"
    kind = "calculate"
    relevant = ...                     # just as those questions have it
    label = "How people were treated, from eight questions together"
    score_of = ["B1", "B2", ...]       # select_one or scale, with these answers each
    points = ["strongly_disagree", "disagree", "neither", "agree", "strongly_agree"]
    bands = [{key = "to_3_5", label = "3.5 or less", up_to = 3.5},
             {key = "above_3_5", label = "Above 3.5", above = 3.5}]

``larkmoor.ar.toml`` holds the same texts in another language, under the same keys.
What it leaves out is shown in the default language; what the main file does not
have is refused::

    title = "..."
    notice = "..."
    [consent]
    lines = ["...", "...", "..."]      # as many as in the main file
    agree = "..."
    [groups]
    about = "..."
    [lists.agree.options]
    agree = "..."
    [items.A2]
    label = "..."
    [items.A2.options]
    yes = "..."
    [items.A2.merges]
    asked = "..."
    [items.age.bands]
    under_25 = "..."

Files beside it whose middle part is no language code (``larkmoor.plan.toml``,
``larkmoor.mapping.toml``) are left alone.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from surveys.instruments.item_definition import (
    Names,
    expression,
    names_of,
    read_item,
    read_list,
)
from surveys.instruments.questionnaire import (
    Consent,
    Group,
    Instrument,
    Licence,
    Repeat,
)
from surveys.instruments.strict_toml import (
    FileRefused,
    Kinds,
    Place,
    parsed,
    rows,
    table,
    texts,
)
from surveys.instruments.structure import faults
from surveys.instruments.wording import Words, language_of, translated

MAIN_NEEDS: dict[str, Kinds] = {
    "slug": str,
    "title": str,
    "default_language": str,
    "languages": list,
    "licence": dict,
    "consent": dict,
    "items": list,
}
MAIN_MAY: dict[str, Kinds] = {
    "groups": list,
    "lists": dict,
    "notice": str,
    "repeats": list,
}
ASKING = ("another", "yes", "no")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


def load(file: Path) -> Instrument:
    """Return the instrument of a TOML file and of the translations beside it.

    Raises:
        FileRefused: something in the files does not hold.
    """
    beside = {
        spot.name: spot
        for spot in sorted(file.parent.glob(f"{file.stem}.*.toml"))
        if LANGUAGE.fullmatch(language_of(spot.name))
    }
    translations = {name: _read(spot) for name, spot in beside.items()}
    return read_definition(file.name, _read(file), translations)


def read_definition(
    name: str, text: str, translations: Mapping[str, str] | None = None
) -> Instrument:
    """Return the instrument that TOML texts describe.

    Args:
        name: what the main file is called, for the reasons given.
        text: the main file.
        translations: the other files by name; ``x.ar.toml`` is Arabic.

    Raises:
        FileRefused: something in the files does not hold.
    """
    place = Place(name)
    main = table(place, parsed(name, text), MAIN_NEEDS, MAIN_MAY)
    languages = texts(place.at("languages"), main["languages"])
    words = Words(
        main["default_language"],
        translated(place, main["default_language"], languages, translations or {}),
    )
    instrument = _instrument(place, main, languages, words)
    for key, reason in faults(instrument):
        raise FileRefused(name, key, reason)
    words.refuse_strays(translations or {})
    return instrument


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileRefused(file.name, "", "This file cannot be read.") from error
    except UnicodeDecodeError as error:
        raise FileRefused(file.name, "", "This file is not UTF-8 text.") from error


def _instrument(
    place: Place, main: dict[str, Any], languages: tuple[str, ...], words: Words
) -> Instrument:
    lists = {
        key: read_list(place.at(f"lists.{key}"), raw, words)
        for key, raw in main.get("lists", {}).items()
    }
    notice = main.get("notice")
    return Instrument(
        slug=main["slug"],
        title=words.label("title", main["title"]),
        default_language=main["default_language"],
        languages=languages,
        items=tuple(
            read_item(spot, raw, lists, words, names_of(main["items"], raw))
            for spot, raw in rows(place.at("items"), main["items"])
        ),
        repeats=tuple(
            _repeat(spot, raw, words, names_of(main["items"], {}))
            for spot, raw in rows(place.at("repeats"), main.get("repeats", []))
        ),
        consent=_consent(place.at("consent"), main["consent"], words),
        licence=_licence(place.at("licence"), main["licence"]),
        groups=tuple(
            _group(spot, raw, words)
            for spot, raw in rows(place.at("groups"), main.get("groups", []))
        ),
        notice=None if notice is None else words.label("notice", notice),
    )


def _licence(place: Place, raw: object) -> Licence:
    may = {"url": str, "attribution": str, "may_redistribute": bool, "may_modify": bool}
    return Licence(**table(place, raw, {"name": str}, may))


def _consent(place: Place, raw: object, words: Words) -> Consent:
    found = table(place, raw, {"version": int, "lines": list, "agree": str}, {})
    labels = [
        words.label(f"consent.lines.{number}", line)
        for number, line in enumerate(texts(place.at("lines"), found["lines"]), 1)
    ]
    languages = set.intersection(*(set(label) for label in labels)) if labels else set()
    return Consent(
        version=found["version"],
        lines={
            language: tuple(label[language] for label in labels)
            for language in sorted(languages)
        },
        agree=words.label("consent.agree", found["agree"]),
    )


def _group(place: Place, raw: object, words: Words) -> Group:
    found = table(place, raw, {"key": str, "label": str}, {"matrix": bool})
    label = words.label(f"groups.{found['key']}", found["label"])
    return Group(found["key"], label, matrix=found.get("matrix", False))


def _repeat(place: Place, raw: object, words: Words, names: Names) -> Repeat:
    needs: dict[str, Kinds] = {"key": str, "label": str, "at_most": int}
    found = table(place, raw, needs, {"count": str, **dict.fromkeys(ASKING, str)})
    base = f"repeats.{found['key']}"
    count = found.get("count")
    if count is None and not all(name in found for name in ASKING):
        place.refuse(f"A repeat has count, or the words {', '.join(ASKING)}.")
    return Repeat(
        key=found["key"],
        label=words.label(f"{base}.label", found["label"]),
        at_most=found["at_most"],
        count=None if count is None else expression(place.at("count"), count, names),
        **{
            name: words.label(f"{base}.{name}", found[name])
            for name in ASKING
            if name in found
        },
    )
