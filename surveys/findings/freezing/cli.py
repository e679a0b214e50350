"""How a command shows how far the making of results is."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from surveys.findings.steps import Step, Watch, nobody_watches


@contextmanager
def watching() -> Iterator[Watch]:
    """Show on a terminal how far it is, one bar a step."""
    if not sys.stderr.isatty():
        yield nobody_watches
        return
    with ExitStack() as bars:
        shown: dict[Step, Any] = {}

        def watch(step: Step, done: int, total: int) -> None:
            if step not in shown:
                bars.close()
                bar = click.progressbar(length=total, label=step, file=sys.stderr)
                shown[step] = bars.enter_context(bar)
            shown[step].update(done - shown[step].pos)

        yield watch
