"""The shelf: what is finished is made once, and the oldest makes room."""

import gzip
from concurrent.futures import ThreadPoolExecutor

from core.shelf import Shelf, packed

ONE = len(packed("1234").content)
"""How long a page of four letters is: packed, it is longer."""


class Maker:
    """Makes a text, and counts how often."""

    def __init__(self, text="page"):
        self.text, self.made = text, 0

    def __call__(self):
        self.made += 1
        return self.text


def test_a_page_is_made_once():
    shelf, make = Shelf(100), Maker()
    taken = [shelf.take("a", make), shelf.take("a", make)]
    assert [page.text for page in taken] == ["page", "page"]
    assert make.made == 1


def test_another_key_is_another_page():
    shelf = Shelf(100)
    assert shelf.take(("a", 1), Maker("one")).text == "one"
    assert shelf.take(("a", 2), Maker("two")).text == "two"


def test_what_was_not_asked_for_longest_makes_room():
    shelf, first, second = Shelf(2 * ONE), Maker("1234"), Maker("5678")
    shelf.take("first", first)
    shelf.take("second", second)
    shelf.take("first", first)
    shelf.take("third", Maker("9012"))
    shelf.take("first", first)
    shelf.take("second", second)
    assert (first.made, second.made) == (1, 2)


def test_a_page_that_is_too_long_drops_nothing():
    words = " ".join(map(str, range(99)))
    shelf, short, long = Shelf(ONE), Maker("1234"), Maker(words)
    shelf.take("short", short)
    assert shelf.take("long", long).text == shelf.take("long", long).text == words
    shelf.take("short", short)
    assert (short.made, long.made) == (1, 2)


def test_a_page_that_cannot_be_made_is_not_kept():
    shelf, make = Shelf(100), Maker()

    def fail():
        raise LookupError

    for _attempt in range(2):
        try:
            shelf.take("a", fail)
        except LookupError:
            continue
        raise AssertionError
    assert shelf.take("a", make).text == "page"


def test_many_readers_at_once_get_the_same():
    shelf = Shelf(5 * ONE)
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda n: shelf.take(n % 7, Maker(str(n % 7))), range(700))
    assert [page.text for page in found] == [str(n % 7) for n in range(700)]


def test_a_page_comes_back_as_it_was_and_takes_a_tenth_of_its_letters():
    html = "<p>Скільки людей відповіли? كم؟</p>" * 200
    page = packed(html)
    assert page.text == html
    assert page.plain == gzip.decompress(page.content) == html.encode()
    assert len(page.content) < len(html.encode()) / 10


def test_the_mark_tells_pages_apart_and_is_the_same_for_the_same_page():
    assert packed("one").mark == packed("one").mark != packed("two").mark


def test_what_lies_beneath_is_asked_once_and_made_only_where_it_is_not_there():
    asked, there = [], {"a": packed("kept")}

    def beneath(key, make):
        asked.append(key)
        return there.get(key) or make()

    shelf, make = Shelf(100, beneath), Maker("made")
    found = [shelf.take(key, make).text for key in ("a", "a", "b", "b")]
    assert found == ["kept", "kept", "made", "made"]
    assert (asked, make.made) == (["a", "b"], 1)
