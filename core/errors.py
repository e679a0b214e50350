"""What can go wrong in the domain. Codes here, words at the edge."""


class DomainError(Exception):
    """A rule of the platform said no. ``app.py`` turns it into a page.

    ``code`` names the rule (``"wave.closed"``); ``facts`` are what the words
    at the edge may need, never a person's answer.
    """

    def __init__(self, code: str = "", /, **facts: object) -> None:
        """Keep the code and its facts."""
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotFound(DomainError):
    """There is no such thing, or this person may not know there is."""


class NotSignedIn(DomainError):
    """Who is asking is not known, and has to be."""


class NotAllowed(DomainError):
    """The person is known and the answer is no."""


class Conflict(DomainError):
    """It was already done, or it is too late or too early to do it."""


class Invalid(DomainError):
    """What was sent cannot be taken as it is."""


class TooMany(DomainError):
    """Too many tries in a short time."""


class Refused(DomainError):
    """A command cannot do what was asked. ``code`` is the whole sentence."""
