"""Keeps what the solver says to itself out of what a command prints.

HiGHS writes some remarks to the process's standard output whatever it is asked.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def solver_is_quiet() -> Iterator[None]:
    """Send standard output nowhere while the solver works; not for several threads."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
