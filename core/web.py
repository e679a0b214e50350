"""What every answer of the server carries: headers, proxies, one moment a request."""

import gzip
from collections.abc import Callable
from functools import lru_cache, partial

from flask import (
    Flask,
    Response,
    after_this_request,
    current_app,
    has_request_context,
    request,
)
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

from core import clock
from core.contacts import contacts_to_show
from core.shelf import Packed
from core.sizes import MOST_BYTES_READ, MOST_BYTES_SENT
from core.stacked_rows import is_wide, labelled

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "geolocation=(), camera=(), microphone=(), browsing-topics=()"
    ),
    "X-Frame-Options": "DENY",
}
PACKED = {"text/css", "text/javascript", "application/javascript"}
WORDS_ONLY = "application/x-www-form-urlencoded"
ONE_YEAR = 31_536_000
LARGEST_ID = 2**31 - 1


class Name(UnicodeConverter):
    """A name in an address: letters that can be seen, none that a table refuses."""

    def __init__(self, map: Map) -> None:  # noqa: A002  # Werkzeug's name
        """Read anything up to the next slash but control characters."""
        super().__init__(map)
        self.regex = r"[^/\x00-\x1f\x7f]+"


def number_asked(name: str) -> int | None:
    """Return a number that an address asks for; None where it says nonsense, or none.

    One that no table could hold is the largest, or least, that one can: nothing has it.
    """
    return _fitting(request.args.get(name, type=int))


def number_sent(name: str) -> int | None:
    """Return a number that a form sends, read as those of addresses are."""
    return _fitting(request.form.get(name, type=int))


def _fitting(found: int | None) -> int | None:
    return None if found is None else max(-LARGEST_ID, min(found, LARGEST_ID))


def page_asked() -> int:
    """Return which page of a list an address asks for: the first, unless it says."""
    found = number_asked("page")
    return 1 if found is None else found


class RowNumber(IntegerConverter):
    """A number in an address; one that no table can hold is no address at all."""

    def __init__(self, map: Map) -> None:  # noqa: A002  # Werkzeug's name
        """Read numbers from 0 to the largest key."""
        super().__init__(map, max=LARGEST_ID)


def init_web(app: Flask) -> None:
    """Set headers, limits and proxies; let time stand still within a request."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_SENT
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES_SENT
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    read_so = {"default": Name, "string": Name, "int": RowNumber}
    app.url_map.converters = {**app.url_map.converters, **read_so}
    contacts = app.config["INSTANCE"] / "contacts.toml"
    app.jinja_env.tests["wide"] = is_wide
    app.jinja_env.filters["labelled"] = labelled
    app.jinja_env.globals["help_contacts"] = partial(contacts_to_show, contacts)
    app.before_request(clock.stop)
    app.before_request(_read_long_words)
    app.before_request(_drop_zero_bytes)
    app.teardown_request(lambda _error: clock.go_on())
    app.after_request(_set_headers)
    app.after_request(_pack)
    proxies = app.config.get("TRUSTED_PROXIES", 0)
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


def _read_long_words() -> None:
    """Read a form of words to its end, and refuse it where it is too long for its view.

    A browser that posted its way to a page cannot go back to what was typed there: the
    page that refuses shows it. A view with ``takes_a_sheet`` takes all answers of a
    survey, however many.
    """
    if request.mimetype != WORDS_ONLY:
        return
    request.max_content_length = request.max_form_memory_size = MOST_BYTES_READ
    view = current_app.view_functions.get(request.endpoint or "")
    most = current_app.config["MAX_CONTENT_LENGTH"]
    if (request.content_length or 0) > most and not getattr(
        view, "takes_a_sheet", False
    ):
        raise RequestEntityTooLarge


def forget_unreadable_form() -> None:
    """Let a page that refuses a form ask it for what was typed, even if it is none."""
    try:
        _ = request.form
    except RequestEntityTooLarge:
        vars(request)["form"] = ImmutableMultiDict()


def after_reply(act: Callable[[], object]) -> None:
    """Do something once the answer to this request has gone out; else, at once.

    So that nobody can tell from its time whether there was more to do. It runs in the
    same worker, with a database session of its own.
    """
    if not has_request_context():
        act()
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001

    def alone() -> None:
        with app.app_context():
            act()

    @after_this_request
    def _promise(response: Response) -> Response:
        response.call_on_close(alone)
        return response


def _drop_zero_bytes() -> None:
    """Drop zero bytes from a form: no text has any, and PostgreSQL takes none."""
    if request.method == "POST":
        sent = list(request.form.items(multi=True))
        if any("\0" in words for pair in sent for words in pair):
            vars(request)["form"] = ImmutableMultiDict(
                (name.replace("\0", ""), text.replace("\0", "")) for name, text in sent
            )


def _pack(response: Response) -> Response:
    """Pack scripts and stylesheets, to a third, also where no proxy does.

    Only what is the same for everybody: the length of a packed page could tell what
    stands in it beside something that a stranger chose.
    """
    is_file = request.endpoint == "static" and response.status_code == 200
    if not is_file or response.mimetype not in PACKED:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.direct_passthrough = False
        response.set_data(_packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(response.get_etag()[0] or "", weak=True)
    return response


def answer_packed(page: Packed, mimetype: str = "text/html") -> Response:
    """Return the answer that is a finished page: packed if that can be unpacked.

    Of a page that is the same for all who may read it and holds nothing that a reader
    chose or alone may know, so that its length tells nothing. Nothing is sent to
    those who have it already.
    """
    zipped = request.accept_encodings["gzip"] > 0
    answer = Response(page.content if zipped else page.plain, mimetype=mimetype)
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    answer.set_etag(page.mark, weak=True)
    answer.make_conditional(request)
    return answer


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _set_headers(response: Response) -> Response:
    said = {name.lower() for name, _value in response.headers}
    response.headers.extend(
        (name, value) for name, value in HEADERS.items() if name.lower() not in said
    )
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    # What is made for one reader may be for nobody else, a file as well as a page:
    # caches on the way keep files by their ending, and know of no embargo.
    response.headers.setdefault("Cache-Control", "no-store")
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response
