"""How gunicorn serves the site: `commonweal serve` hands it this file.

Its log says what was asked for and how it went, never by whom: no address, no
agent, no referrer, no query. Of the pages for answering it says nothing at all,
for a line with a time would tell when somebody answered (docs/privacy.md).
"""

import gc
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

from core import keeper
from core.kept_files import FOLDER, KeptFiles
from core.kept_pages import FOLDER as PAGES
from core.kept_pages import KeptPages, made_of

# Where somebody answers, comes by a poster, or says that a question reads oddly.
UNLOGGED = ("/s/", "/c/", "/static/survey/", "/questions/", "/partner/")
ADDRESS = re.compile(r"(?<=ip=)\S+")
_MEMORY = Path("/dev/shm")  # noqa: S108  # a worker's sign of life, no data


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """A log that names nobody."""

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Note a request, unless it belongs to somebody who answers.

        An address stands in one line of printable letters, whatever was sent.
        """
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")
        if not path.startswith(UNLOGGED):
            plain = {**environ, "PATH_INFO": quote(path)}
            super().access(resp, req, plain, request_time)

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Note a warning without the address that gunicorn puts into some."""
        super().warning(without_address(msg), *args, **kwargs)


def when_ready(server: Any) -> None:
    """Set aside what the site itself is made of, before the workers begin.

    They share that memory as long as nobody touches it, and each search for
    garbage has only to look at what requests left. Templates are among it: else the
    first reader of each worker would wait for them.
    """
    site = server.app.wsgi()
    KeptFiles(site.config["INSTANCE"] / FOLDER, 0).clear()  # an older version's
    KeptPages(site.config["INSTANCE"] / PAGES).clear()
    made_of()  # now, and not once the files of a newer version lie here
    templates = site.jinja_env
    for name in templates.list_templates():
        templates.get_template(name)
    gc.collect()
    gc.freeze()


def on_exit(_server: Any) -> None:
    """End the worker that `serve` began beside the server, before the server ends."""
    if beside := os.environ.get(keeper.BESIDE):
        keeper.end(int(beside))


def without_address(message: str) -> str:
    """Return gunicorn's message without the address of whoever asked."""
    return ADDRESS.sub("-", message)


logger_class = QuietLogger
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(L)s s"

preload_app = True
worker_tmp_dir = str(_MEMORY) if _MEMORY.is_dir() else None
# A worker begins anew now and then, not all at once: slow leaks stay small.
max_requests = 20_000
max_requests_jitter = 2_000
timeout = 60
graceful_timeout = 30
keepalive = 5
# Survey pages send no cookie and few headers; nothing here needs more.
limit_request_line = 2048
limit_request_fields = 50
control_socket_disable = True
