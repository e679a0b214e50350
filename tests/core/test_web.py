import gzip
from pathlib import Path

import pytest
from flask import Flask, has_request_context

from core.sizes import MOST_BYTES_READ, MOST_BYTES_SENT
from core.web import HEADERS, after_reply, number_asked, number_sent, page_asked

FILES = ["app.css", "survey/walk.js"]


@pytest.fixture
def client(app):
    return app.test_client()


def test_every_answer_says_what_it_may_load(client):
    for path in ("/help", "/nowhere", "/static/app.css", "/livez"):
        with client.get(path) as answer:
            headers = answer.headers
        for name, value in HEADERS.items():
            assert headers[name] == value, (path, name)


def test_nothing_of_a_page_may_run_inside_it_or_come_from_elsewhere():
    policy = HEADERS["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "http" not in policy
    for narrow in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert narrow in policy


def test_leaving_clears_the_device_and_goes_to_a_neutral_page(client):
    answer = client.get("/exit")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://www.wikipedia.org/"
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", FILES)
def test_scripts_and_styles_come_packed_to_whoever_can_unpack_them(client, name):
    written = (Path("static") / name).read_bytes()
    with client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.data) == written
        assert answer.content_length == len(answer.data) < len(written) / 2
        assert "Accept-Encoding" in answer.headers["Vary"]
        known = answer.headers["ETag"]
    asked = {"Accept-Encoding": "gzip", "If-None-Match": known}
    with client.get(f"/static/{name}", headers=asked) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("can", [None, "identity", "gzip;q=0"])
def test_whoever_cannot_unpack_gets_the_file_as_it_is(client, can):
    asked = {"Accept-Encoding": can} if can else {}
    with client.get("/static/app.css", headers=asked) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.data == Path("static/app.css").read_bytes()


@pytest.mark.parametrize("path", ["/help", "/sign-in", "/static/verify_log.py"])
def test_a_page_is_not_packed_here_for_its_length_could_tell(client, path):
    with client.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert "Content-Encoding" not in answer.headers


def test_no_cache_keeps_a_page(client):
    assert client.get("/help").headers["Cache-Control"] == "no-store"


def test_a_body_that_is_too_large_is_refused_with_a_page(app, client):
    app.config["MAX_CONTENT_LENGTH"] = 100

    answer = client.post("/sign-in", data={"pseudonym": "x" * 1000})

    assert answer.status_code == 413
    assert "<h1" in answer.text


def test_of_a_form_that_is_too_long_all_is_shown_again_but_what_is_secret(client):
    long = "two words " * 60_000
    answer = client.post(
        "/sign-in", data={"pseudonym": long, "phrase": "my eight words"}
    )
    assert answer.status_code == 413
    assert "copy what you need" in answer.text
    assert long.strip() in answer.text
    assert "my eight words" not in answer.text


def test_a_form_that_cannot_be_read_is_refused_with_a_page_that_says_so(client):
    answer = client.post("/sign-in", data={"pseudonym": "x" * (MOST_BYTES_READ + 1)})
    assert answer.status_code == 413
    assert "we cannot show it to you again" in answer.text


def test_the_proxies_that_are_described_let_as_much_through():
    folder = Path("docs/operations")
    assert MOST_BYTES_READ == 4 * 1024 * 1024
    assert "client_max_body_size 4m;" in (folder / "nginx.conf").read_text()
    assert "max_size 4MiB" in (folder / "Caddyfile").read_text()


def test_a_file_that_is_too_large_is_refused_unread(client):
    large, kind = bytes(MOST_BYTES_SENT + 1), "multipart/form-data; boundary=here"
    answer = client.post("/sign-in", data=large, content_type=kind)
    assert answer.status_code == 413


def test_a_forwarded_address_counts_only_behind_a_named_proxy(client):
    answer = client.get("/help", headers={"X-Forwarded-Proto": "https"})

    assert "Strict-Transport-Security" not in answer.headers


def test_a_watchman_gets_an_answer_from_process_and_database(client):
    assert client.get("/livez").text == "ok\n"
    assert client.get("/readyz").text == "ok\n"


@pytest.mark.parametrize("sign", ["%00", "a%00b", "%0A", "%7F"])
def test_a_sign_that_nobody_can_see_is_no_address(client, sign):
    for path in (f"/s/{sign}", f"/results/{sign}.csv", f"/board/x/motions/{sign}"):
        assert client.get(path).status_code == 404


def test_a_zero_byte_in_a_form_breaks_nothing(client):
    answer = client.post("/sign-in", data={"pseudonym": "a\0b", "phrase": "c\0d"})

    assert answer.status_code == 422
    assert 'value="ab"' in answer.text


@pytest.mark.parametrize("number", [2**31, 2**63, 10**23])
def test_a_number_that_no_table_can_hold_is_no_address(client, number):
    assert client.get(f"/forum/post/{number}").status_code == 404
    assert client.get(f"/results/nowhere/{number}").status_code == 404


def test_what_is_to_follow_a_reply_follows_it_and_needs_no_request(app, client):
    done = []
    app.add_url_rule("/following", view_func=lambda: promise(done))

    answer = client.get("/following", buffered=False)
    assert (answer.status_code, done) == (200, [])
    answer.close()
    assert done == [False]

    after_reply(lambda: done.append(has_request_context()))
    assert done == [False, False]


def promise(done):
    after_reply(lambda: done.append(has_request_context()))
    return "soon"


@pytest.mark.parametrize(
    ("asked", "number", "page"),
    [
        ("", None, 1),
        ("?page=", None, 1),
        ("?page=x", None, 1),
        ("?page=3", 3, 3),
        (f"?page={10**23}", 2**31 - 1, 2**31 - 1),
        (f"?page=-{10**23}", 1 - 2**31, 1 - 2**31),
    ],
)
def test_a_number_of_an_address_is_one_that_a_table_can_hold(asked, number, page):
    with Flask(__name__).test_request_context(f"/{asked}"):
        assert number_asked("page") == number
        assert page_asked() == page


def test_a_number_of_a_form_is_one_that_a_table_can_hold():
    sent = {"seen": 10**23, "least": -(10**23), "word": "two", "day": 14}
    with Flask(__name__).test_request_context("/", method="POST", data=sent):
        assert number_sent("seen") == 2**31 - 1
        assert number_sent("least") == -(2**31 - 1)
        assert number_sent("word") is None
        assert number_sent("nothing") is None
        assert number_sent("day") == 14


def test_a_number_that_no_table_can_hold_breaks_no_page(client):
    for number in (10**23, -(10**23)):
        assert client.get(f"/results/nowhere.csv?release={number}").status_code == 404
        assert client.get(f"/stories/?page={number}").status_code == 404
