"""What a page sends besides its answers."""

from dataclasses import dataclass

from surveys.waves.mode import Mode


@dataclass(frozen=True)
class Sending:
    """What comes with the answers: of these, only the token is always there.

    ``code`` is a one-time code as typed; ``phrase`` the receipt phrase of answers
    that these replace; ``wants_phrase`` asks for a new one.
    """

    token: str
    language: str
    mode: Mode = Mode.WEB
    channel: str | None = None
    code: str = ""
    phrase: str = ""
    wants_phrase: bool = False
