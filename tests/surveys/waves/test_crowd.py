from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from core.errors import TooMany
from surveys.waves.models import Arriving
from surveys.waves.sending import crowd
from surveys.waves.sending.crowd import connection_of, refuse_if_crowded
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.walk import Walk, hidden

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ADDRESS = "93.184.216.34"


@pytest.mark.parametrize(
    "address", [None, "", "unknown", "127.0.0.1", "::1", "10.0.0.7", "192.168.1.4"]
)
def test_what_tells_nobody_apart_is_not_counted(address):
    assert connection_of(address) == ""
    for _ in range(crowd.MOST_AN_HOUR + 5):
        refuse_if_crowded(address, "library", NOON)


def test_a_household_is_one_connection():
    first = connection_of("2606:2800:220:1::1")
    assert first
    assert connection_of("2606:2800:220:1:ffff::9") == first
    assert connection_of("2606:2800:220:2::1") != first


def test_far_too_many_are_refused_until_the_hour_is_over():
    for _ in range(crowd.MOST_AN_HOUR):
        refuse_if_crowded(ADDRESS, "crowded", NOON)
    with pytest.raises(TooMany):
        refuse_if_crowded(ADDRESS, "crowded", NOON)
    refuse_if_crowded("93.184.216.35", "crowded", NOON)
    refuse_if_crowded(ADDRESS, "another", NOON)
    refuse_if_crowded(ADDRESS, "crowded", NOON + timedelta(hours=1))


def test_a_refused_page_keeps_what_was_typed(pages, session, monkeypatch):
    make_open(session)
    walk = Walk(pages).start().fill(asked="no", wish="A bus")
    monkeypatch.setattr(crowd, "MOST_AN_HOUR", 0)
    sent = hidden(walk.page) | {"step": "send"}
    pages.client.environ_base["REMOTE_ADDR"] = ADDRESS
    answer = pages.ask("POST", "/s/library?lang=en", data=sent)
    assert answer.status_code == 429
    assert "from this connection" in answer.text
    assert hidden(answer.text)["q.wish"] == ["A bus"]
    assert session.scalar(select(func.count()).select_from(Arriving)) == 0
