"""The page of a trace: below it the sources, above it what became of it."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from accounts.guards import anyone
from core.db import db
from core.errors import NotFound
from deliberation.proposals.evidence import TraceKind
from deliberation.proposals.forms import vocabulary
from deliberation.trace.becoming import Step
from deliberation.trace.references import read_kind
from deliberation.trace.sources import queries
from surveys.findings.forms import METHOD_WORDS
from surveys.findings.showing.forms import name_of, shown

__all__ = ["WORDS", "bp"]

bp = Blueprint("trace", __name__, url_prefix="/trace")

WORDS = {"trace.none": _("There is nothing here that could be followed.")}
STEP_WORDS = {
    Step.RESULTS: _("What people answered"),
    Step.THREADS: _("We talked about it"),
    Step.RATED: _("The board rated it"),
    Step.BENCHMARKS: _("We set a benchmark"),
    Step.PROPOSALS: _("The board made a proposal"),
    Step.ASKS: _("We asked"),
    Step.ANSWERS: _("They answered"),
}

SOURCES: dict[TraceKind, Callable[[Session, str], object]] = {
    TraceKind.RESULT: queries.result_trace,
    TraceKind.ITEM: queries.item_trace,
    TraceKind.BENCHMARK: queries.benchmark_trace,
    TraceKind.PROPOSAL: queries.proposal_trace,
    TraceKind.THREAD: queries.thread_trace,
    TraceKind.ROUND: queries.round_trace,
}


@bp.get("/<kind>/<reference>")
@anyone
def trace(kind: str, reference: str) -> ResponseReturnValue:
    """Follow one thing down to its sources and up to what became of it."""
    known = read_kind(kind)
    if known is None:
        raise NotFound("trace.none")
    return render_template(
        f"trace/{known}.html",
        found=SOURCES[known](db.session(), reference),
        step_words=STEP_WORDS,
        method_words=METHOD_WORDS,
        name_of=name_of,
        show=shown,
        **vocabulary(),
    )
