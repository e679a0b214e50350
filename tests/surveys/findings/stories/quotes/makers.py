"""A theme with words that may be quoted, and the two coders who read them."""

from sqlalchemy.orm import Session

from accounts.models import Member
from surveys.findings.coding.models import CodingSet, Theme
from surveys.findings.coding.queries import coding_set
from surveys.findings.queries import release_of
from surveys.findings.service import publish_release
from tests.surveys.findings.coding.factories import Person, make_coded, writers
from tests.surveys.findings.coding.themes.makers import add_theme, silent

Quotable = tuple[CodingSet, Theme, Member, Member]


def make_quotable(session: Session, people: list[Person] | None = None) -> Quotable:
    """Forty-two who wrote and may be quoted, twenty-one of them about cost."""
    everybody = [*writers(42, quote=True), *silent(20)]
    found, one, two = make_coded(
        session, people=everybody if people is None else people
    )
    publish_release(session, release_of(session, found.wave.slug), role="operator")
    theme = add_theme(session, found)
    session.commit()
    return coding_set(session, found.id), theme, one, two
