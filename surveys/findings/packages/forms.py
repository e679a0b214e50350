"""A published release in plain values, with names in the reader's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from re import compile as pattern
from typing import Any

from flask import get_template_attribute, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from core.chart_picture import plain
from core.i18n import Count, as_said, direction, language, plain_text
from surveys.findings.forms import METHOD_WORDS, default_language
from surveys.findings.models import FrozenResult, Release
from surveys.findings.packages.contents import EarlierWave, PlainRelease
from surveys.findings.packages.report import (
    Heads,
    answers_table,
    figures_part,
    groups_table,
    reasons_of,
)
from surveys.findings.reading.measured.forms import measured
from surveys.findings.reading.pictures import picture
from surveys.findings.showing.forms import Shown, name_of, shown, span_note, wording
from surveys.findings.showing.measures import Measures, Safe
from surveys.findings.weighting.forms import weight_sources
from surveys.instruments.queries import instrument_of

PARAGRAPH = pattern("</(?:p|li)>")

WORDS = {
    "results.no_pdf": _l("This site makes no PDF. Please print the page instead."),
}


def published(
    release: Release,
    results: Sequence[FrozenResult],
    *,
    address: str = "",
    before: EarlierWave | None = None,
) -> PlainRelease:
    """Return what a package is made of; the release is loaded with wave and version."""
    default = default_language(release)

    def name(part: Mapping[str, Any]) -> str:
        return str(name_of(part, default, plain=True))

    return PlainRelease(
        slug=release.wave.slug,
        title=release.wave.title,
        number=release.number,
        frozen_at=release.frozen_at,
        checksum=release.checksum,
        method=release.method_statement or {},
        instrument=instrument_of(release.wave.version),
        bodies=[each.body for each in results],
        language=default,
        name=name,
        address=address,
        summary=release.summary,
        before=before,
    )


def address_of(release: Release) -> str:
    """Return where the results of a release stand."""
    return url_for("findings.survey", slug=release.wave.slug, _external=True)


def report_document(
    release: Release, results: Sequence[FrozenResult], *, address: str
) -> dict[str, Any]:
    """Return what the PDF of a release says, in the reader's language.

    Its shape stands in ``surveys.findings.packages.report``.
    """
    default = default_language(release)
    by_question: dict[str, list[FrozenResult]] = {}
    for each in results:
        by_question.setdefault(each.item_key, []).append(each)
    people = release.summary["people"]
    whole = ngettext(
        "%(num)s person answered.", "%(num)s people answered.", Count(people)
    )
    chosen = _("People chose to take part; nobody was drawn by chance.")
    return {
        "lang": language(),
        "dir": direction(),
        "title": plain_text(release.wave.title, default),
        "lead": f"{whole} {chosen}",
        "notes": [span_note()],
        "source": f"{address} · {release.checksum[:16]}",
        "fixed": {"method": _("How this was done")},
        "questions": [
            _as_said(_question(number, tables, measured(release, tables), default))
            for number, tables in enumerate(by_question.values(), 1)
        ],
        "method": [_as_said(item) for item in _method(release, results, default)],
    }


def _as_said(part: Any) -> Any:
    """Return a part of the report whose stand-ins for a translation keep their order.

    On a page their span says how they run; on paper they have to say it themselves.
    """
    if isinstance(part, dict):
        drawn = {"drawing"}
        return {
            key: each if key in drawn else _as_said(each) for key, each in part.items()
        }
    if isinstance(part, list):
        return [_as_said(each) for each in part]
    return as_said(part) if isinstance(part, str) else part


def _question(
    number: int,
    results: Sequence[FrozenResult],
    beside: Mapping[str, Sequence[Measures]],
    default: str,
) -> dict[str, Any]:
    """Return one question of the report: everybody, then group by group.

    ``beside`` has the figures of each table, by its breakdown.
    """
    whole, *groups = results
    body, heads = whole.body, _heads()
    figure = picture(body, wording(body, default), f"q-{number}")
    table = _shown(whole, default)
    columns = [name for _key, name in table.columns]
    return {
        "number": number,
        "title": plain_text(body["item"]["label"], default),
        "sentence": table.sentence,
        "note": table.note if columns else "",
        "drawing": plain(figure) if figure else None,
        "alt": table.sentence,
        "table": answers_table(columns, table.lines[0], heads),
        "figures": _figures(beside[whole.breakdown]),
        "groups": [
            _group(_shown(each, default), heads)
            | {"figures": _figures(beside[each.breakdown])}
            for each in groups
        ],
    }


def _figures(parts: Sequence[Measures]) -> list[dict[str, Any]]:
    return [figures_part(each, _unmarked) for each in parts]


def _unmarked(words: str | Safe) -> str:
    """Return words of a page as they are on paper."""
    return words.striptags() if isinstance(words, Markup) else str(words)


def _group(table: Shown, heads: Heads) -> dict[str, Any]:
    lines = table.lines[1:]
    columns = [name for _key, name in table.columns]
    nothing = [_("No group can be shown here without showing somebody.")]
    return {
        "title": str(table.breakdown),
        "table": groups_table(columns, lines, heads),
        "reasons": reasons_of(lines) if lines else nothing,
    }


def _shown(result: FrozenResult, default: str) -> Shown:
    """Return a table in words without markup: paper has none."""
    table = shown(result, default, drawn=False)
    body = result.body
    columns = zip(table.columns, body["columns"], strict=True)
    lines = zip(table.lines, body["rows"], strict=True)
    by = body["breakdown"]
    return replace(
        table,
        breakdown=plain_text(by["label"], default) if by else "",
        columns=tuple(
            (key, str(name_of(part, default, plain=True)))
            for (key, _name), part in columns
        ),
        lines=tuple(
            replace(line, name=str(name_of(row, default, plain=True)))
            for line, row in lines
        ),
    )


def _heads() -> Heads:
    return Heads(
        answer=_("Answer"),
        people=_("People"),
        share=_("Share"),
        span=_("Usual range"),
        group=_("Group"),
    )


def _method(
    release: Release, results: Sequence[FrozenResult], default: str
) -> Iterator[dict[str, str | list[str]]]:
    """Yield the items of the method statement: what was said, and what is known."""
    statement = release.method_statement or {"said": {}, "facts": {}}
    known = get_template_attribute("findings/_method.html", "known")
    sources = weight_sources((each.body for each in results), release.summary)
    for item, heading in METHOD_WORDS.items():
        said = statement["said"].get(item, {})
        lines = [plain_text(said, default)] if said else []
        facts = known(
            item, release, statement["facts"], default, name_of, bool(said), sources
        )
        lines += (Markup(part).striptags() for part in PARAGRAPH.split(facts))  # noqa: S704  # a template of ours
        yield {"heading": str(heading), "lines": [line for line in lines if line]}
