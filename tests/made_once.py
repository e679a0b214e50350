"""What the tests of a run have alike, and is made for the first of them only.

Some thousand tests make an application. Compiling its addresses and the templates of
the pages asked for was most of what they did; what comes out depends on nothing but
the text of a rule or a template, so that no test can tell. So it is with what the
audit asks its solver: the same survey is frozen on both databases, and the solver's
answer depends on nothing but the numbers it is asked with.
"""

import pickle
import time
from array import array
from collections.abc import Sequence
from copy import copy
from hashlib import blake2b
from types import CodeType, MethodType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from surveys.findings.audit import bounds

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


def share(app: Flask) -> None:
    """Let an application take its compiled templates from those before it."""
    app.jinja_env.bytecode_cache = _templates


_solve = bounds._solved  # noqa: SLF001  # the one place that asks it
_DEAR = 0.02  # seconds; what takes less is asked again
_solutions: dict[bytes, "array[float] | None"] = {}


def _solve_once(*asked: Any, whole: bool) -> Sequence[float] | None:
    """Ask the solver once for what takes it long; what cannot be is asked again."""
    key = blake2b(pickle.dumps((asked, whole)), digest_size=16).digest()
    if key in _solutions:
        found = _solutions[key]
        return None if found is None else list(found)
    began = time.perf_counter()
    answer = _solve(*asked, whole=whole)
    if time.perf_counter() - began > _DEAR:
        _solutions[key] = None if answer is None else array("d", answer)
    return answer


bounds._solved = _solve_once  # noqa: SLF001
Rule.compile = _compile_once  # type: ignore[method-assign]
