"""Stories for everybody: read, told, taken back. No session, no cookie is needed."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db, read_at_once
from core.errors import Invalid
from core.web import page_asked
from surveys.findings.reading.keeping.forms import page_of_facts
from surveys.findings.stories.telling import queries, service
from surveys.findings.stories.telling.forms import (
    CONSENT_WORDS,
    DOMAIN_WORDS,
    PART_WORDS,
    WORDS,
    new_keys,
    parts_of,
    told_in,
    uuid_of,
)
from surveys.waves.groups_of_four import LONGEST

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("stories", __name__, url_prefix="/stories")

# Whoever tells a story is nobody known, and the phrase guards what is told.
STATELESS = True


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """List the stories that a panel chose: 2 statements, 1 once they are kept."""
    session = read_at_once(db.session())
    number = page_asked()

    def make() -> str:
        pages, stories = queries.published(session, number)
        return render_template(
            "stories/index.html",
            stories=stories,
            number=number,
            pages=pages,
            domain_words=DOMAIN_WORDS,
        )

    return page_of_facts(queries.told_of_published(session, number), make, number)


@bp.get("/tell")
@anyone
def tell() -> ResponseReturnValue:
    """Ask for a story."""
    return _tell_page(new_keys(), [])


@bp.post("/tell")
@anyone
def keep() -> ResponseReturnValue:
    """Keep a story, and show the phrase that finds it again, this once."""
    told, faults = told_in(request.form)
    if told is None:
        return _tell_page(request.form.to_dict(), faults), 422
    try:
        service.tell(db.session(), told)
    except Invalid as error:
        db.session.rollback()
        fault = (str(error.facts["part"]), str(WORDS[error.code]))
        return _tell_page(request.form.to_dict(), [fault]), 422
    db.session.commit()
    return render_template("stories/told.html", phrase=told.phrase)


@bp.get("/mine")
@anyone
def mine() -> ResponseReturnValue:
    """Ask for the phrase."""
    return render_template("stories/mine.html", errors=[], phrase="")


@bp.post("/mine")
@anyone
def own() -> ResponseReturnValue:
    """Show a teller their story and what became of it, or take it back."""
    phrase = request.form.get("phrase", "")[:LONGEST]
    try:
        if request.form.get("act") == "take_back":
            service.take_back(db.session(), phrase)
            db.session.commit()
            return render_template("stories/taken_back.html")
        story = queries.own_story(db.session(), phrase)
    except Invalid as error:
        db.session.rollback()
        faults = [("phrase", str(WORDS[error.code]))]
        return render_template("stories/mine.html", errors=faults, phrase=phrase), 422
    return render_template(
        "stories/own.html", story=story, phrase=phrase, part_words=PART_WORDS
    )


@bp.get("/<key>")
@anyone
def story(key: str) -> ResponseReturnValue:
    """Show one story, who chose it and why: 3 statements, 1 once it is kept."""
    session, story_id = read_at_once(db.session()), uuid_of(key)

    def make() -> str:
        return render_template(
            "stories/story.html",
            story=queries.published_story(session, story_id),
            reasons=queries.reasons_of(session, story_id),
            part_words=PART_WORDS,
            domain_words=DOMAIN_WORDS,
        )

    return page_of_facts(queries.told_of_story(session, story_id), make)


def _tell_page(typed: dict[str, str], errors: list[tuple[str, str]]) -> str:
    return render_template(
        "stories/tell.html",
        typed={**typed, **parts_of(typed)},
        errors=errors,
        part_words=PART_WORDS,
        domain_words=DOMAIN_WORDS,
        consent_words=CONSENT_WORDS,
    )
