"""The public log: pages for everybody, and files for those who check it."""

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from accounts.guards import anyone
from accounts.oversight import queries
from accounts.oversight.forms import ACTS, ROLES, WORDS
from accounts.oversight.whole_number import whole_number
from core.db import db
from core.errors import Invalid, NotFound
from core.web import page_asked

__all__ = ["WORDS", "bp"]

bp = Blueprint("oversight", __name__)


@bp.get("/log")
@anyone
def log() -> ResponseReturnValue:
    """Show the acts, the newest first; three statements."""
    shown = queries.log_page(db.session(), page_asked())
    if not 1 <= shown.page <= shown.pages:
        raise NotFound("log.page")
    return render_template(
        "oversight/log.html", log=shown, words=ACTS, roles=ROLES, day=format_date
    )


@bp.get("/log/checkpoint")
@anyone
def checkpoint() -> ResponseReturnValue:
    """Return the latest signed note, to be kept elsewhere."""
    latest = queries.latest_checkpoint(db.session())
    if latest is None:
        return _plain(WORDS["log.empty"], 404)
    return _plain(latest.note)


@bp.get("/log/key")
@anyone
def key() -> ResponseReturnValue:
    """Return what checks the log's signatures."""
    return _plain(f"{current_app.extensions['signer'].verifier_key}\n")


@bp.get("/log/entries")
@anyone
def entries() -> ResponseReturnValue:
    """Return the entries as they were signed, one a line."""
    size = queries.size(db.session())
    start = _asked("from", most=size, default=0)
    stop = _asked("to", least=start, most=size, default=size)
    lines = queries.leaf_lines(db.engine, start=start, stop=stop)
    return Response(lines, mimetype="application/jsonl")


@bp.get("/log/proof/inclusion")
@anyone
def inclusion() -> ResponseReturnValue:
    """Return the path from one entry to the root over ``size`` entries."""
    size = _asked("size", least=1, most=queries.size(db.session()))
    leaf = _asked("leaf", most=size - 1)
    tree = queries.tree(db.session(), stop=size)
    proof = [step.hex() for step in tree.inclusion_proof(leaf)]
    hashes = {"leaf_hash": tree.levels[0][leaf].hex(), "root": tree.root().hex()}
    return jsonify({"leaf": leaf, "size": size, "proof": proof} | hashes)


@bp.get("/log/proof/consistency")
@anyone
def consistency() -> ResponseReturnValue:
    """Return the proof that the log only grew between two sizes."""
    new = _asked("to", most=queries.size(db.session()))
    old = _asked("from", most=new)
    tree = queries.tree(db.session(), stop=new)
    proof = [step.hex() for step in tree.consistency_proof(old)]
    roots = {"from_root": tree.root(old).hex(), "to_root": tree.root().hex()}
    return jsonify({"from": old, "to": new, "proof": proof} | roots)


@bp.errorhandler(Invalid)
def _refuse(error: Invalid) -> ResponseReturnValue:
    """Say in a sentence what the address should have said."""
    return _plain(WORDS[error.code] % error.facts, 400)


def _asked(name: str, *, most: int, least: int = 0, default: int | None = None) -> int:
    text = request.args.get(name)
    return whole_number(text, name=name, least=least, most=most, default=default)


def _plain(text: object, status: int = 200) -> Response:
    return Response(str(text), status, mimetype="text/plain")
