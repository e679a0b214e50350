"""The shelf: what is finished is made once, and the oldest makes room."""

from concurrent.futures import ThreadPoolExecutor

from core.shelf import Shelf


class Maker:
    """Makes a text, and counts how often."""

    def __init__(self, text="page"):
        self.text, self.made = text, 0

    def __call__(self):
        self.made += 1
        return self.text


def test_a_text_is_made_once():
    shelf, make = Shelf(100), Maker()
    assert [shelf.take("a", make), shelf.take("a", make)] == ["page", "page"]
    assert make.made == 1


def test_another_key_is_another_text():
    shelf = Shelf(100)
    assert shelf.take(("a", 1), Maker("one")) == "one"
    assert shelf.take(("a", 2), Maker("two")) == "two"


def test_what_was_not_asked_for_longest_makes_room():
    shelf, first, second = Shelf(10), Maker("1234"), Maker("5678")
    shelf.take("first", first)
    shelf.take("second", second)
    shelf.take("first", first)
    shelf.take("third", Maker("9012"))
    shelf.take("first", first)
    shelf.take("second", second)
    assert (first.made, second.made) == (1, 2)


def test_a_text_that_is_too_long_drops_nothing():
    shelf, short, long = Shelf(10), Maker("1234"), Maker("x" * 11)
    shelf.take("short", short)
    assert shelf.take("long", long) == shelf.take("long", long) == "x" * 11
    shelf.take("short", short)
    assert (short.made, long.made) == (1, 2)


def test_a_text_that_cannot_be_made_is_not_kept():
    shelf, make = Shelf(10), Maker()

    def fail():
        raise LookupError

    for _attempt in range(2):
        try:
            shelf.take("a", fail)
        except LookupError:
            continue
        raise AssertionError
    assert shelf.take("a", make) == "page"


def test_many_readers_at_once_get_the_same():
    shelf = Shelf(50)
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda n: shelf.take(n % 7, Maker(str(n % 7))), range(700))
    assert list(found) == [str(n % 7) for n in range(700)]
