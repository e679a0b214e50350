"""The audit as the freeze asks for it: nothing is frozen without."""

from collections.abc import Sequence
from typing import Any

from core.errors import Conflict
from core.secondary import has_solver
from surveys.findings.audit.hiding import NotSafe, audited
from surveys.findings.audit.published import Published
from surveys.findings.audit.seen import Seen
from surveys.findings.release import FrozenTable
from surveys.findings.steps import Step, Watch
from surveys.findings.tabulate import Tabulation
from surveys.waves.plan import Plan


def through_audit(
    release: tuple[dict[str, Any], list[FrozenTable]],
    tabulation: Tabulation,
    plan: Plan,
    earlier: Sequence[Published],
    watch: Watch,
    seen: Seen | None = None,
) -> tuple[dict[str, Any], list[FrozenTable]]:
    """Return the summary and the tables that stand the joint audit.

    Arguments as those of ``hiding.audited``.

    Raises:
        Conflict: there is no solver to audit with, or nothing can be published.
    """
    if not has_solver():
        raise Conflict("release.no_solver")

    def looked_at(done: int, total: int) -> None:
        watch(Step.AUDIT, done, total)

    try:
        found = audited(release, tabulation, plan, earlier, looked_at, seen=seen)
    except NotSafe as error:
        raise Conflict("release.not_safe") from error
    return dict(found.summary), list(found.tables)
