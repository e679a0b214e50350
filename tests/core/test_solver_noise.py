import os

import pytest

from core.solver_noise import solver_is_quiet


def test_nothing_is_printed_while_the_solver_works_and_all_before_and_after(capfd):
    print("before")  # noqa: T201
    with solver_is_quiet():
        os.write(1, b"HighsMipSolverData::noise")
    print("after", flush=True)  # noqa: T201
    assert capfd.readouterr().out == "before\nafter\n"


def test_a_solver_that_fails_leaves_the_output_as_it_was(capfd):
    with pytest.raises(ZeroDivisionError), solver_is_quiet():
        raise ZeroDivisionError
    os.write(1, b"still there")
    assert capfd.readouterr().out == "still there"
