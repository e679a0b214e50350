import gc
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from core import gunicorn_conf
from core.gunicorn_conf import QuietLogger, without_address

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations"


@pytest.fixture
def logger():
    settings = Config()
    settings.set("accesslog", "-")
    settings.set("access_log_format", gunicorn_conf.access_log_format)
    logger = QuietLogger(settings)
    logger.lines = []
    logger.access_log = SimpleNamespace(info=lambda f, a: logger.lines.append(f % a))
    logger.error_log = SimpleNamespace(warning=logger.lines.append)
    return logger


def ask(logger, path):
    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"{path}?code=secret",
        "QUERY_STRING": "code=secret",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_USER_AGENT": "Somebody's phone",
        "HTTP_REFERER": "https://example.org/clinic",
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    answer = SimpleNamespace(status="200 OK", sent=512, headers=[])
    seconds = SimpleNamespace(seconds=0, microseconds=9000, total_seconds=lambda: 0.009)
    logger.access(answer, SimpleNamespace(headers=[]), environ, seconds)


def test_a_request_is_noted_without_whoever_made_it(logger):
    ask(logger, "/results/")

    assert logger.lines == ["GET /results/ 200 512 bytes 0.009000 s"]


def test_an_address_cannot_write_lines_of_its_own_into_the_log(logger):
    ask(logger, "/no\r\nGET /desk 200\x1b[31m\0")

    assert logger.lines == [
        "GET /no%0D%0AGET%20/desk%20200%1B%5B31m%00 200 512 bytes 0.009000 s"
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("/s/reaching-help", "/s/reaching-help/3", "//s/reaching-help", "/c/abcdef"),
        *("/partner/abcdef.key", "/static/survey/walk.js", "/questions/a/1/odd/q"),
    ],
)
def test_nothing_is_noted_of_somebody_who_answers(logger, path):
    ask(logger, path)

    assert logger.lines == []


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("nginx.conf", "~^/(s|c|static/survey|questions|partner)/ "),
        ("Caddyfile", "@unlogged path /s/* /c/* /static/survey/* /questions/* /part"),
    ],
)
def test_the_proxies_that_we_describe_note_nothing_of_them_either(file, written):
    assert gunicorn_conf.UNLOGGED == (
        "/s/",
        "/c/",
        "/static/survey/",
        "/questions/",
        "/partner/",
    )
    assert written in (OPERATIONS / file).read_text(encoding="utf-8")


def test_the_proxies_that_we_describe_bring_an_address_only_of_what_is_sent():
    """Else a flood of answers could not be slowed down."""
    nginx = (OPERATIONS / "nginx.conf").read_text(encoding="utf-8")
    kept = nginx.partition("map $request_method $address_of_sender {")[2]
    assert kept.partition("}")[0].split() == [
        *("default", '"";', "POST", "$remote_addr;"),
    ]
    answering = nginx.partition("location ~ ^/(s|c)/ {")[2].partition("}")[0]
    assert "proxy_set_header X-Forwarded-For $address_of_sender;" in answering
    caddy = (OPERATIONS / "Caddyfile").read_text(encoding="utf-8")
    reading = caddy.partition("handle @reading {")[2].partition("handle")[0]
    sending = caddy.partition("handle @sending {")[2].partition("handle")[0]
    assert "-X-Forwarded-For" in reading
    assert "-X-Forwarded-For" not in sending
    assert "-User-Agent" in reading
    assert "-User-Agent" in sending


def test_a_warning_names_no_address(logger):
    logger.warning("Invalid request from ip=192.0.2.7: too long")

    assert logger.lines == ["Invalid request from ip=- too long"]
    assert without_address("no address here") == "no address here"


def test_gunicorn_knows_every_setting():
    known = Config().settings
    ours = {
        name
        for name in vars(gunicorn_conf)
        if name.islower() and not name.startswith("_")
    }

    assert (
        ours - {"gc", "keeper", "os", "re", "quote", "made_of", "without_address"}
        <= known.keys()
    )


def test_what_the_site_is_made_of_is_set_aside_before_workers_begin(app):
    gc.unfreeze()  # what tests/conftest.py set aside
    assert gc.get_freeze_count() == 0
    server = SimpleNamespace(app=SimpleNamespace(wsgi=lambda: app))
    gunicorn_conf.when_ready(server)
    assert gc.get_freeze_count() > 10_000
    assert len(app.jinja_env.cache) >= len(app.jinja_env.list_templates())
