"""A test client that holds every page it gets to the rules of the house."""

import re
from collections.abc import Mapping
from contextvars import copy_context
from typing import Any

from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accounts.models import Member
from core.db import db
from tests.page_rules import complaints, read

LEADS_ON = {302, 303}


class Pages:
    """Get and post as a person would."""

    def __init__(self, client: FlaskClient) -> None:
        """Read through this client."""
        self.client = client

    def sign_in(self, member: Member) -> None:
        """Be this member from now on."""
        with self.client.session_transaction() as session:
            session["member"] = member.id
            session["epoch"] = member.session_epoch

    def sign_out(self) -> None:
        """Be nobody again."""
        with self.client.session_transaction() as session:
            session.clear()

    def get(self, path: str, status: int = 200, **headers: str) -> str:
        """Return a page's HTML once it stands; headers as ``Accept_Language="ar"``."""
        return self.answer("GET", path, status, headers=headers).text

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, status: int = 0
    ) -> str:
        """Send a form, which is to lead on unless another status is said.

        Returns where it leads, or the HTML of a page that came back and stands.
        """
        answer = self.answer("POST", path, status, data=data or {})
        return answer.headers.get("Location", answer.text)

    def answer(
        self,
        method: str,
        path: str,
        status: int,
        *,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Return the whole answer, checked."""
        answer = self.ask(method, path, data=data, headers=headers)
        wanted = {status} if status else LEADS_ON
        assert answer.status_code in wanted, (method, path, answer.text[:2000])
        if answer.mimetype == "text/html" and answer.status_code not in LEADS_ON:
            page = read(path, answer.text, answer.headers)
            assert not complaints(page), (method, path, complaints(page))
        return answer

    def ask(
        self,
        method: str,
        path: str,
        *,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Return the whole answer, whatever it is.

        The request runs beside the test, with a database session of its own and
        nothing left of the request before it; the test's clock holds there too.
        """
        # What the test wrote is there for the page, and the other way round.
        db.session.commit()
        sent = {name.replace("_", "-"): each for name, each in (headers or {}).items()}

        def alone() -> TestResponse:
            _cv_app.set(None)  # type: ignore[arg-type]
            return self.client.open(
                path, method=method, data=data, headers=sent, buffered=True
            )

        return copy_context().run(alone)


def text_of(html: str) -> str:
    """Return the words of a page or a part of it, without marks and broken lines."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
