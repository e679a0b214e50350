"""Pages in a folder: written by one, found by all, and dropped with their reason."""

import os

import pytest

from core import kept_pages
from core.kept_pages import KeptPages, made_of
from core.shelf import packed


class Maker:
    """Packs a page, and counts how often."""

    def __init__(self, text="page"):
        self.text, self.made = text, 0

    def __call__(self):
        self.made += 1
        return packed(self.text)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "pages"


def names(folder):
    return {each.name for each in folder.iterdir()} if folder.exists() else set()


def test_what_one_process_writes_another_finds(folder):
    written = KeptPages(folder, writes=True).page(("a", 1), Maker())
    make = Maker("another")
    found = KeptPages(folder).page(("a", 1), make)
    assert (found, make.made) == (written, 0)
    assert found.text == "page"


def test_whoever_serves_writes_nothing(folder):
    make = Maker()
    for _time in range(2):
        assert KeptPages(folder).page("a", make).text == "page"
    assert make.made == 2
    assert not folder.exists()


def test_another_key_is_another_page(folder):
    pages = KeptPages(folder, writes=True)
    assert pages.page(("a", 1), Maker("one")).text == "one"
    assert pages.page(("a", "1"), Maker("two")).text == "two"


def test_pages_are_their_owners_alone(folder):
    KeptPages(folder, writes=True).page("a", Maker())
    modes = [each.stat().st_mode & 0o077 for each in (folder, *folder.iterdir())]
    assert modes == [0, 0]


def test_a_page_that_cannot_be_made_leaves_nothing(folder):
    def fail():
        raise LookupError

    with pytest.raises(LookupError):
        KeptPages(folder, writes=True).page("a", fail)
    assert names(folder) == set()


def test_what_was_not_asked_for_goes_when_all_is_made(folder):
    older = KeptPages(folder, writes=True)
    older.page("old", Maker())
    older.page("both", Maker())
    newer = KeptPages(folder, writes=True)
    newer.page("both", Maker())
    newer.page("new", Maker())
    assert not newer.is_done("mark")
    newer.finish("mark")
    assert newer.is_done("mark")
    assert not newer.is_done("another")
    made = {key: Maker() for key in ("old", "both", "new")}
    for key, make in made.items():
        KeptPages(folder).page(key, make)
    assert [make.made for make in made.values()] == [1, 0, 0]
    newer.clear()
    assert not newer.is_done("mark")
    assert names(folder) == set()


def test_nothing_to_clear_is_no_fault(folder):
    KeptPages(folder).clear()
    assert not folder.exists()


def test_another_version_of_the_site_finds_nothing(folder, monkeypatch):
    pages = KeptPages(folder, writes=True)
    pages.page("a", Maker())
    pages.finish("mark")
    monkeypatch.setattr(kept_pages, "made_of", lambda: "another version")
    assert KeptPages(folder).page("a", Maker("anew")).text == "anew"
    assert not KeptPages(folder).is_done("mark")


@pytest.mark.parametrize("ending", [".html", ".mo", ".py"])
def test_the_mark_of_the_site_changes_with_each_file_it_is_made_of(
    monkeypatch, tmp_path, ending
):
    monkeypatch.setattr(kept_pages, "ROOT", tmp_path)
    (tmp_path / "core").mkdir()
    marks = set()
    for content in ("", "a", "ab"):
        file = tmp_path / "core" / f"one{ending}"
        file.write_text(content)
        os.utime(file, (9, 9))
        made_of.cache_clear()
        marks.add(made_of())
    made_of.cache_clear()
    assert len(marks) == 3
