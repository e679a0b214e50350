import os

from core.shared_memory import SharedMemory


def test_memory_is_empty_at_first_and_the_same_for_all_workers():
    memory = SharedMemory(8)
    assert memory.content[:] == bytes(8)

    child = os.fork()
    if child == 0:
        with memory.alone() as content:
            content[:] = b"for all."
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

    with memory.alone() as content:
        assert content[:] == b"for all."


def test_a_worker_that_dies_keeps_nobody_out():
    memory = SharedMemory(8)
    child = os.fork()
    if child == 0:
        with memory.alone():
            os._exit(9)
    os.waitpid(child, 0)

    with memory.alone() as content:
        assert len(content) == 8
