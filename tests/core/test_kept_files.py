"""Files that are kept: made once, one at a time, the oldest makes room."""

import os
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from core.kept_files import KeptFiles


class Maker:
    """Writes a file of so many bytes, and notes how often, and whether alone."""

    def __init__(self, size=4):
        self.size, self.made, self.busy = size, 0, 0

    def __call__(self, target):
        self.made, self.busy = self.made + 1, self.busy + 1
        assert self.busy == 1
        sleep(0.01)
        target.write_bytes(b"x" * self.size)
        self.busy -= 1


def there(file):
    """Read a file as whoever sends it: its path, or the error that it is gone."""
    return file.resolve(strict=True)


@pytest.fixture
def files(tmp_path):
    return KeptFiles(tmp_path / "files", 10)


def age(file, seconds):
    then = file.stat().st_mtime - seconds
    os.utime(file, (then, then))


def test_a_file_is_made_once_and_read_by_its_owner_alone(files):
    make = Maker()
    first = files.take(("a", 1), make, there)
    assert files.take(("a", 1), make, there) == first
    assert (first.read_bytes(), make.made) == (b"xxxx", 1)
    assert first.stat().st_mode & 0o077 == first.parent.stat().st_mode & 0o077 == 0


def test_another_key_is_another_file(files):
    assert files.take(("a", 1), Maker(), there) != files.take(
        ("a", "1"), Maker(), there
    )


def test_the_oldest_makes_room_and_the_newest_stays(files):
    first, second = files.take("1", Maker(), there), files.take("2", Maker(), there)
    age(first, 20)
    age(second, 10)
    third = files.take("3", Maker(), there)
    assert [each.exists() for each in (first, second, third)] == [False, True, True]
    large = files.take("large", Maker(99), there)
    assert [each.exists() for each in (second, third, large)] == [False, False, True]


def test_what_could_not_be_made_leaves_nothing_behind(files, tmp_path):
    def fail(target):
        target.write_bytes(b"half")
        raise LookupError

    with pytest.raises(LookupError):
        files.take("a", fail, there)
    assert [each.name for each in (tmp_path / "files").iterdir()] == ["lock"]
    assert files.take("a", Maker(), there).read_bytes() == b"xxxx"


def test_many_who_ask_at_once_wait_for_one_that_is_made(files):
    make = Maker()
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda n: files.take(n % 2, make, there), range(40)))
    assert (len(found), make.made) == (2, 2)


def test_all_are_dropped_when_the_site_may_have_changed(files, tmp_path):
    files.clear()
    assert not (tmp_path / "files").exists()
    kept = files.take("a", Maker(), there)
    files.clear()
    assert not kept.exists()


@pytest.mark.parametrize("drop", ["one", "all"])
def test_what_is_dropped_before_it_is_read_is_made_once_more(files, drop):
    """Another process makes room, or begins, between finding a file and opening it."""
    make, read = Maker(), []
    files.take("a", make, there)

    def opened(file):
        read.append(file)
        if len(read) == 1:
            file.unlink() if drop == "one" else files.clear()
        return file.read_bytes()

    assert files.take("a", make, opened) == b"xxxx"
    assert (make.made, len(read)) == (2, 2)


def test_what_is_open_stays_whole_whoever_drops_it(files):
    with files.take("a", Maker(), lambda file: file.open("rb")) as opened:
        files.clear()
        assert opened.read() == b"xxxx"
