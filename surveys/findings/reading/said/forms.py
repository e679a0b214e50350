"""One share beside another in a sentence; nobody chose a score, so they have one."""

from flask_babel import gettext as _

from surveys.findings.frozen_body import Body
from surveys.findings.showing.forms import is_score


def group_said(body: Body, **facts: object) -> str:
    """Say which share of a group gave an answer, and of the group compared with."""
    if is_score(body):
        return str(
            _(
                "%(share)s of the group “%(group)s” have a score of: %(answer)s. "
                "In the group “%(other)s” it was %(beside)s.",
                **facts,
            )
        )
    return str(
        _(
            "%(share)s of the group “%(group)s” chose: %(answer)s. "
            "In the group “%(other)s” it was %(beside)s.",
            **facts,
        )
    )


def everybody_changed(body: Body, **facts: object) -> str:
    """Say which share of everybody gave an answer, now and in the survey before."""
    if is_score(body):
        return str(
            _(
                "%(share)s have a score of: %(answer)s. "
                "In the survey before it was %(beside)s.",
                **facts,
            )
        )
    return str(
        _(
            "%(share)s chose: %(answer)s. In the survey before it was %(beside)s.",
            **facts,
        )
    )


def group_changed(body: Body, **facts: object) -> str:
    """Say which share of a group gave an answer, now and in the survey before."""
    if is_score(body):
        return str(
            _(
                "Of the group “%(group)s”, %(share)s have a score of: %(answer)s. "
                "In the survey before it was %(beside)s.",
                **facts,
            )
        )
    return str(
        _(
            "Of the group “%(group)s”, %(share)s chose: %(answer)s. "
            "In the survey before it was %(beside)s.",
            **facts,
        )
    )
