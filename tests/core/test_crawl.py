"""A stranger who follows links, on sites made up for it."""

import pytest

from core.crawl import HTML, Answer, crawl, file_of, lasting, links_of


def site(pages):
    """Ask a site of pages by address; what is missing is not found."""
    return lambda address: pages.get(address, Answer(404, HTML, b""))


def page(*links):
    return Answer(
        200, HTML, "".join(f'<a href="{each}">x</a>' for each in links).encode()
    )


def read(pages, *starts):
    return [address for address, _answer in crawl(site(pages), starts or ("/",))]


def test_every_page_that_a_link_leads_to_is_read_once():
    pages = {"/": page("/a", "b"), "/a": page("/", "/b"), "/b": page("/a")}
    assert read(pages) == ["/", "/a", "/b"]


def test_links_are_read_from_where_they_stand():
    pages = {"/a/": page("b", "../c", "#here", "?page=2")}
    pages |= {"/a/b": page(), "/c": page(), "/a/?page=2": page()}
    assert read(pages, "/a/") == ["/a/", "/a/b", "/c", "/a/?page=2"]


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a",
        "//example.org/",
        "mailto:a@b.org",
        "/?lang=ar",
        "/?next=/a",
    ],
)
def test_other_sites_languages_and_ways_back_are_not_followed(link):
    asked = []

    def ask(address):
        asked.append(address)
        return page(link)

    assert [address for address, _answer in crawl(ask, ["/"])] == ["/"]
    assert asked == ["/"]


def test_a_page_that_leads_on_is_followed_and_not_kept():
    pages = {"/": Answer(302, HTML, b"", "/new"), "/new": page()}
    assert read(pages) == ["/new"]


def test_what_is_refused_is_not_kept_nor_are_files_read_for_links():
    text = Answer(200, "text/plain", b'<a href="/secret">x</a>')
    pages = {"/": page("/gone", "/file"), "/file": text, "/secret": page()}
    assert read(pages) == ["/", "/file"]


def test_scripts_and_pictures_are_links_too():
    html = (
        '<link rel="alternate" href="/feed"><script src="/a.js"></script><img src="b">'
    )
    assert links_of(html) == ["/feed", "/a.js", "b"]


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("/", HTML, "index.html"),
        ("/results/", HTML, "results/index.html"),
        ("/results/autumn", HTML, "results/autumn.html"),
        ("/results/autumn.csv", "text/csv", "results/autumn.csv"),
        ("/log?page=2", HTML, "log.html@page%3D2"),
        ("/a/../../b", "text/csv", "a/%2E%2E/%2E%2E/b"),
    ],
)
def test_a_file_is_named_after_its_address_and_stays_in_its_folder(address, kind, name):
    assert file_of(address, kind) == name


def test_fields_that_are_made_for_one_reader_are_emptied():
    made = (
        b'<input id="c" name="csrf_token" type="hidden" value="abc"> <b>value="abc"</b>'
    )
    kept = b'<input id="c" name="csrf_token" type="hidden" value=""> <b>value="abc"</b>'
    assert lasting(made, HTML) == kept


def test_what_people_read_stays_as_it_was():
    html = b'<input name="words" value="abc">'
    assert lasting(html, HTML) == html
    assert lasting(b'<input name="token" value="1">', "text/plain").endswith(b'"1">')
