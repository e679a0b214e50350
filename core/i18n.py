"""Languages: which one a reader gets, which way it runs, what fills a gap."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, format_decimal, format_percent, get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from core.chart_text import runs_left_to_right
from core.settings import LANGUAGES

RIGHT_TO_LEFT = frozenset({"ar"})
_APART = "\N{LEFT-TO-RIGHT ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"
COOKIE = "lang"
PERCENT = (Decimal("0.01"), Decimal("0.001"), Decimal("0.0001"))
"""The step from one share to the next, by the decimal digits of its percent."""
# Where people answer, or come in to answer: nothing is left on the device.
ANSWERING = ("/s/", "/c/")


def init_languages(app: Flask) -> None:
    """Let Babel ask us for the language, and give templates what they need."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=_locale)
    app.after_request(_remember_choice)
    app.jinja_env.globals.update(
        get_locale=get_locale,
        language=language,
        direction=direction,
        languages=LANGUAGES,
        text=text,
    )
    app.jinja_env.filters.update(
        breakable=breakable, percentformat=percent, unbroken=unbroken
    )


def choose_language() -> str:
    """Return this request's language: asked for, chosen before, or the browser's."""
    if not has_request_context():
        return "en"
    for wish in (
        request.args.get("lang"),
        request.form.get("lang") if request.method == "POST" else None,
    ):
        if wish in LANGUAGES:
            return wish
    return usual_language()


def usual_language() -> str:
    """Return the language a reader has where a page does not ask for another."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), default="en") or "en"


def _locale() -> str:
    """Return the locale of this request: dates in English put the day first."""
    chosen = choose_language()
    return "en_GB" if chosen == "en" else chosen


def language() -> str:
    """Return the code of the page's language, as in ``<html lang>``."""
    locale = get_locale()
    return locale.language if locale else "en"


def direction(code: str | None = None) -> str:
    """Return ``rtl`` or ``ltr``, from the declared language and never from the text."""
    return "rtl" if (code or language()) in RIGHT_TO_LEFT else "ltr"


def percent_words(share: float, digits: int, code: str | None = None) -> str:
    """Return a share as percent of so many decimal digits, as the page writes it.

    ``code`` is the page's language, from whoever has asked for it already.
    """
    rounded = Decimal(str(share)).quantize(PERCENT[digits])
    return _percent(rounded, digits, code or language())


def number_words(number: int, code: str | None = None) -> str:
    """Return a number with the separators of the page's language, ``code`` as above."""
    return _number(number, code or language())


# Pages of tables say the same few hundred figures again and again.
@lru_cache(maxsize=8192)
def _percent(share: Decimal, digits: int, _code: str) -> str:
    pattern = f"#,##0.{digits * '0'}%" if digits else "#,##0%"
    return percent(share, pattern)


@lru_cache(maxsize=8192)
def _number(number: int, _code: str) -> str:
    return str(format_decimal(number))


class Count(int):
    """A count that ``ngettext`` writes as the page's language writes numbers."""

    def __str__(self) -> str:
        """Return the number with the separators of the page's language."""
        return number_words(int(self))


def apart(figure: str) -> str:
    """Return a figure whose sign stays on its side, whatever stands beside it.

    After Arabic letters a sign would stand on one side of its number, and where the
    number stands alone on the other.
    """
    return _APART % figure if direction() == "rtl" else figure


def as_said(words: str) -> str:
    """Return a name for the middle of a sentence; one in other letters keeps its order.

    The number of a stand-in for a translation ("10 and more") would else change sides
    with the words behind it.
    """
    is_foreign = direction() == "rtl" and runs_left_to_right(words)
    return _APART % words if is_foreign else words


def unbroken(words: str) -> str:
    """Return words in which no line ends within a formula, as ``p = 0.049``."""
    for sign in "=<":
        words = words.replace(
            f" {sign} ", f"\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}"
        )
    return words


def breakable(heading: str) -> str:
    """Return the heading of a column with places where a phone may break its words.

    Of four narrow columns one long word would push the last off the screen, and many
    browsers know of no language but English where its words break.
    """
    known = _breaks(language())
    broken = " ".join(known.get(word, word) for word in heading.split(" "))
    return Markup(broken) if isinstance(heading, Markup) else broken  # noqa: S704


@lru_cache(maxsize=len(LANGUAGES))
def _breaks(_code: str) -> dict[str, str]:
    # Translators: long words in the headings of tables in your language, as they are
    # written there, with "-" wherever a line may break within them. No sentence.
    marked = _("Per-cent-age weight-ing").split()
    soft = "\N{SOFT HYPHEN}"
    return {word.replace("-", ""): word.replace("-", soft) for word in marked}


def percent(share: float | Decimal, pattern: str | None = None) -> str:
    """Return a share in per cent as the page's language writes it."""
    return apart(str(format_percent(share, pattern)))


def plain_text(words: Mapping[str, str], default: str = "en") -> str:
    """Return multilingual words in the page's language, else in their default one."""
    return words.get(language()) or words.get(default) or next(iter(words.values()), "")


def text(words: Mapping[str, str], default: str = "en") -> Markup:
    """Return multilingual words for a page; a stand-in says its own language.

    Where the page's language is missing, the words come in ``default`` inside a
    ``<span lang dir>``, so that a screen reader reads them right.
    """
    wanted = language()
    if words.get(wanted):
        return escape(words[wanted])
    code = default if words.get(default) else next(iter(words), wanted)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        code, direction(code), words.get(code, "")
    )


def _remember_choice(response: Response) -> Response:
    wish = request.args.get("lang")
    borrowed = request.path.startswith(ANSWERING) or g.get("language_is_borrowed")
    if wish in LANGUAGES and not borrowed:
        response.set_cookie(
            COOKIE,
            wish,
            max_age=180 * 86400,
            samesite="Lax",
            httponly=True,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return response
