"""Reads a table of figures off a page."""

from tests.page_rules import read


def rows_of(html: str, caption: str) -> list[list[str]]:
    """The rows of the one table whose caption begins so, without their first, by cell.

    Raises:
        ValueError: there is no such table, or several.
    """
    tables: list[tuple[str, list[list[str]]]] = []
    for element in read("/", html).all("table", "caption", "tr", "th", "td"):
        words = " ".join(element.text.split())
        if element.tag == "table":
            tables.append(("", []))
        elif element.tag == "caption":
            tables[-1] = words, tables[-1][1]
        elif element.tag == "tr":
            tables[-1][1].append([])
        else:
            tables[-1][1][-1].append(words)
    [found] = [rows for words, rows in tables if words.startswith(caption)]
    return found[1:]
