"""The page of the explorer: a plain form, and addresses that stay."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import anyone
from core.db import db
from surveys.findings.guards import readable
from surveys.findings.reading import queries
from surveys.findings.reading.exploring.forms import Explorer
from surveys.findings.reading.forms import WORDS
from surveys.findings.reading.keeping.forms import named, page_of

__all__ = ["WORDS", "bp"]

bp = Blueprint("exploring", __name__, url_prefix="/results")


@bp.get("/<slug>/explore")
@anyone
def explore(slug: str) -> ResponseReturnValue:
    """Show a published table beside others: 3 statements, 2 once it is kept."""
    release = readable(slug)
    explorer = Explorer(release)
    choice = explorer.read(request.args)
    question, by = explorer.question(choice), explorer.breakdown(choice)
    waves = queries.in_waves(db.session(), release, question, by, read=choice.wave)

    def make() -> str:
        labels = queries.question_labels(db.session(), release.id)
        return explorer.piece(choice, waves, labels)

    beside = tuple((each.release_id, named(each), each.closes_on) for each in waves)
    facts = choice, beside
    return page_of(release, "explore", *facts, make=make, title=_("Compare"))
