"""What a command needs of accounts: the link that makes the first administrator."""

from urllib.parse import urlencode

import click
from sqlalchemy.orm import Session

from accounts import service

COMMANDS: list[click.Command] = []


def first_administrator_link(session: Session, public_url: str) -> str | None:
    """Return a new one-time link; None where there is an administrator already.

    An older link stops working. The caller commits.
    """
    token = service.make_invite(session)
    if token is None:
        return None
    return f"{public_url.rstrip('/')}/join?{urlencode({'invite': token})}"
