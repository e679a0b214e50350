"""What the tests of a run have alike, and is made for the first of them only.

Some thousand tests make an application. Compiling its addresses and the templates of
the pages asked for was most of what they did; what comes out depends on nothing but
the text of a rule or a template, so that no test can tell. So it is with statements,
which each new engine compiles anew, and with what the audit asks its solver and says of
a release: that depends on nothing but the numbers.
"""

import pickle
import time
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from hashlib import blake2b
from types import CodeType, MethodType
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from core.db import db
from surveys.findings.audit import bounds, hiding
from surveys.findings.audit.layout import Layout
from surveys.findings.audit.verdict import Verdict

_compile = Rule.compile
_COMPILED = ("_parts", "_trace", "_converters", "arguments")
_BUILDERS = ("_build", "_build_unknown")
_rules: dict[tuple[object, ...], tuple[dict[str, Any], dict[str, Any]]] = {}


def _compile_once(rule: Rule) -> None:
    """Compile an address once: how it is read, and how it is built.

    Its converters know the map of the application that was first, and never ask it.
    """
    assert rule.map is not None
    place = rule.subdomain, rule.host, rule.map.host_matching, rule.merge_slashes
    key = rule.rule, repr(rule.defaults), *place, *rule.map.converters.values()
    if key not in _rules:
        _compile(rule)
        made = {name: copy(getattr(rule, name)) for name in _COMPILED}
        builders = {name: getattr(rule, name).__func__ for name in _BUILDERS}
        _rules[key] = made, builders
    made, builders = _rules[key]
    for name, value in made.items():
        setattr(rule, name, copy(value))
    for name, function in builders.items():
        setattr(rule, name, MethodType(function, rule))


class _Templates(BytecodeCache):
    """Compiled templates in memory, by their name, place and text."""

    def __init__(self) -> None:
        """Start with none."""
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what was made of this very text."""
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made of a text."""
        assert bucket.code is not None
        self._compiled[bucket.key, bucket.checksum] = bucket.code


_templates = _Templates()


_statements: LRUCache[Any, Any] = LRUCache(5_000)


def share(app: Flask) -> None:
    """Let an application take its templates and statements from those before it."""
    app.jinja_env.bytecode_cache = _templates
    with app.app_context():
        for engine in db.engines.values():
            engine._compiled_cache = _statements  # noqa: SLF001


def _of_one_kind(dialect: Dialect, other: object) -> bool:
    """Two engines of a kind write a statement alike: what one compiled, both take."""
    return type(dialect) is type(other)


for kind in (SQLiteDialect, PGDialect):
    kind.__eq__ = _of_one_kind  # type: ignore[assignment,method-assign]
    kind.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign]


def _key(*parts: Any) -> bytes:
    return blake2b(pickle.dumps(parts), digest_size=16).digest()


_solve = bounds._solved  # noqa: SLF001  # the one place that asks it
_DEAR = 0.02  # seconds; what takes less is asked again
_solutions: dict[bytes, "array[float] | None"] = {}


def _solve_once(*asked: Any, whole: bool) -> Sequence[float] | None:
    """Ask the solver once for what takes it long; what cannot be is asked again."""
    key = _key(asked, whole)
    if key in _solutions:
        found = _solutions[key]
        return None if found is None else list(found)
    began = time.perf_counter()
    answer = _solve(*asked, whole=whole)
    if time.perf_counter() - began > _DEAR:
        _solutions[key] = None if answer is None else array("d", answer)
    return answer


_judge = hiding.judge
_verdicts: dict[bytes, Verdict] = {}


def _judge_once(
    layout: Layout, *depends: Any, in_doubt: Any = frozenset(), seen: Any = None
) -> Verdict:
    """Judge once what is published again and again; nobody watches the progress.

    A layout follows from its survey; the last of what it depends on is who watches.
    """
    more = {"in_doubt": in_doubt, "seen": seen}
    key = _key(layout.survey, depends[:3], in_doubt, seen)
    if key not in _verdicts:
        _verdicts[key] = _judge(layout, *depends, **more)
    return _verdicts[key]


@contextmanager
def judged_once() -> Iterator[None]:
    """Let a freeze take the verdict of the same freeze before it.

    Not for tests of the audit: they may have changed what it does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hiding, "judge", _judge_once)
        yield


bounds._solved = _solve_once  # noqa: SLF001
Rule.compile = _compile_once  # type: ignore[method-assign]
