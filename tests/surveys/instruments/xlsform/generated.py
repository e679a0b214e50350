"""Instruments of every shape, for what must hold of any."""

from hypothesis import strategies as st

from surveys.instruments.expressions.tree import all_of
from surveys.instruments.items import Item
from surveys.instruments.kinds import (
    NUMBERS,
    SELECTS,
    SEVERAL,
    SILENT,
    SINGLE,
    Kind,
    Precision,
)
from surveys.instruments.options import Band, Merge, Option
from surveys.instruments.questionnaire import (
    Consent,
    Group,
    Instrument,
    Licence,
    Repeat,
)
from surveys.instruments.relevance import parted

LANGUAGES = ("en", "ar", "fr", "zh", "pt-BR")
WORDS = (
    st.text(
        st.sampled_from("aZ9 =+-@'\"’“<&>#*_[](){}|;:,./\\\n\xa0éßсловаأهلا漢字"),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(lambda text: text)
)
WORD = st.text(st.sampled_from("abxyz"), min_size=1, max_size=4)


def labels(draw, languages):
    first, *others = languages
    return {first: draw(WORDS)} | {
        code: draw(WORDS) for code in others if draw(st.booleans())
    }


def options(draw, languages):
    keys = draw(st.lists(WORD, min_size=2, max_size=4, unique=True))
    return tuple(
        Option(
            key,
            labels(draw, languages),
            missing=draw(st.booleans()),
            exclusive=draw(st.booleans()),
            attributes=draw(st.dictionaries(st.sampled_from(["land", "k0"]), WORD)),
        )
        for key in keys
    )


def about_earlier(draw, earlier, repeat):
    """Return an expression on earlier questions, or None."""
    item = draw(st.sampled_from(earlier)) if earlier else None
    if item is None or item.kind is Kind.NOTE or draw(st.booleans()):
        return None
    name = ["item", item.key]
    if item.repeat not in (None, repeat):
        return [">", ["count", ["every", item.key]], draw(st.integers(0, 3))]
    if item.kind in SELECTS:
        option = draw(st.sampled_from(item.option_keys))
        chosen = ["selected", name, option]
        return draw(
            st.sampled_from([chosen, ["not", chosen], ["or", chosen, ["=", 1, 2]]])
        )
    if item.kind in NUMBERS:
        return [
            "and",
            [">=", name, 2],
            ["or", ["<", ["neg", name], 0.5], ["!=", name, -3]],
        ]
    return draw(
        st.sampled_from([["!=", name, ""], ["=", ["concat", name, "it's"], 'say "no"']])
    )


def bounded(draw, kind, fields):
    if kind in SEVERAL and draw(st.booleans()):
        fields["at_most"] = draw(st.integers(1, 4))
    if kind in NUMBERS and draw(st.booleans()):
        fields["minimum"] = draw(st.integers(-9, 9))
    if (kind in NUMBERS or kind is Kind.TEXT) and draw(st.booleans()):
        fields["maximum"] = draw(st.sampled_from([10, 99.5, 2000]))


def answered(draw, kind, fields, languages):
    """Add what an item has that somebody answers."""
    bounded(draw, kind, fields)
    fields["required"] = draw(st.booleans())
    if draw(st.booleans()):
        fields["constraint"] = (
            draw(
                st.sampled_from(
                    [["!=", ["self"], "x"], ["and", ["=", 1, 1], ["!=", 2, 3]]]
                )
            )
            if kind not in SELECTS
            else ["=", 1, 1]
        )
        fields["constraint_message"] = labels(draw, languages)
    if kind in NUMBERS and draw(st.booleans()):
        fields["bands"] = (
            Band("low", labels(draw, languages), None, 5),
            Band("high", labels(draw, languages), 6),
        )
        fields["merges"] = ((Merge("all", labels(draw, languages), ("low", "high")),),)


def default_of(draw, kind, keys):
    return {
        Kind.TEXT: draw(WORDS.filter(lambda text: "${" not in text)),
        Kind.INTEGER: draw(st.integers(-5, 500)),
        Kind.DECIMAL: draw(st.sampled_from([0.25, 3, -1.5])),
        Kind.DATE: None,
    }.get(kind, keys[0] if kind in SINGLE else None)


def chosen(draw, languages, earlier):
    """Return what an item has that offers choices."""
    found = options(draw, languages)
    keys = frozenset(name for option in found for name in option.attributes)
    filters = [None, ["!=", ["attr", "name"], "q"]]
    if keys:
        filters.append(["=", ["attr", min(keys)], "x"])
        # A choice may say something under the name of a question.
        if earlier and earlier[0].kind is not Kind.NOTE:
            filters.append(["=", ["attr", min(keys)], ["item", earlier[0].key]])
    return {
        "options": found,
        "random_order": draw(st.booleans()),
        "choice_filter": draw(st.sampled_from(filters)),
    }


@st.composite
def items(draw, key, languages, earlier, frame):
    group, repeat = frame
    kind = draw(st.sampled_from(list(Kind)))
    fields = {"version": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        fields["hint"] = labels(draw, languages)
    if kind in SELECTS:
        fields |= chosen(draw, languages, earlier)
    if kind is Kind.CALCULATE:
        fields["calculation"] = about_earlier(draw, earlier, repeat) or ["+", 1, 2.5]
    if kind is Kind.TEXT:
        fields["short"] = draw(st.booleans())
    if kind is Kind.DATE:
        fields["precision"] = draw(st.sampled_from(list(Precision)))
    if kind not in SILENT:
        answered(draw, kind, fields, languages)
        if draw(st.booleans()):
            keys = [option.key for option in fields.get("options", ())]
            fields["default"] = default_of(draw, kind, keys)
    single = frozenset(each.key for each in earlier if each.kind in SINGLE)
    condition = all_of(*(about_earlier(draw, earlier, repeat) for _ in range(3)))
    fields["relevant"], fields["when"] = parted(condition, single)
    return Item(
        key=key,
        kind=kind,
        label=labels(draw, languages),
        group=group,
        repeat=repeat,
        sensitive=draw(st.booleans()),
        pinned=draw(st.booleans()),
        **fields,
    )


@st.composite
def instruments(draw):
    """Return any instrument: all kinds, groups, a repeat, conditions, languages."""
    order = draw(st.permutations(LANGUAGES))[: draw(st.integers(1, 4))]
    default = draw(st.sampled_from(order))
    first = (default, *(code for code in order if code != default))
    groups = tuple(
        Group(key, labels(draw, first), matrix=draw(st.booleans()))
        for key in draw(st.lists(st.sampled_from(["g1", "k3", "k-1"]), unique=True))
    )
    frames = [(None, None), *((group.key, None) for group in groups)]
    repeat = _repeat(draw, first)
    made: list[Item] = []
    for number in range(draw(st.integers(1, 4))):
        frame = draw(st.sampled_from(frames))
        made.append(draw(items(f"k{number}", first, made, frame)))
    if draw(st.booleans()):
        for number in range(2):
            group, _none = draw(st.sampled_from(frames))
            made.append(draw(items(f"r{number}", first, made, (group, "again"))))
    made.append(Item("last", Kind.INTEGER, labels(draw, first)))
    return Instrument(
        slug=draw(st.sampled_from(["a", "needs-2026"])),
        title=labels(draw, first),
        default_language=default,
        languages=tuple(order),
        items=tuple(made),
        consent=Consent(
            draw(st.integers(1, 9)),
            {code: (draw(WORDS), draw(WORDS)) for code in first},
            labels(draw, first),
        ),
        licence=Licence(
            draw(WORDS),
            draw(st.sampled_from(["", "https://a.example/"])),
            draw(st.sampled_from(["", "Us"])),
            may_redistribute=draw(st.booleans()),
            may_modify=draw(st.booleans()),
        ),
        groups=groups,
        repeats=(repeat,) if any(item.repeat for item in made) else (),
        notice=draw(st.sampled_from([None, labels(draw, first)])),
    )


def _repeat(draw, languages):
    label, most = labels(draw, languages), draw(st.integers(1, 4))
    if draw(st.booleans()):
        return Repeat(
            "again", label, most, count=draw(st.sampled_from([1, ["+", 1, 1]]))
        )
    words = {name: labels(draw, languages) for name in ("another", "yes", "no")}
    return Repeat("again", label, most, **words)
