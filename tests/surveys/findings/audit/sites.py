"""A small site as it is served: results with a correction, themes, and its twin."""

from dataclasses import dataclass, replace

from flask import current_app

from core.crawl import Answer
from surveys.findings.audit import cli
from surveys.findings.audit.twin.cli import said_by_twin
from surveys.findings.audit.whole_site import earlier_in, newest_in
from surveys.findings.coding.themes.service import open_draft
from surveys.findings.queries import release_of
from surveys.findings.service import publish_release
from tests.surveys.findings.coding.factories import writers
from tests.surveys.findings.coding.themes.makers import add_theme, make_readable
from tests.surveys.findings.correcting.test_service import LABEL, correct
from tests.surveys.findings.factories import EVERYBODY

SLUG = "library"
RESULTS = f"/results/{SLUG}"


@dataclass(frozen=True)
class Served:
    """What a site serves, what its twin says, and the files of its releases."""

    site: dict[str, Answer]
    twin: dict[str, bytes]

    @property
    def documents(self):
        newest = newest_in(self.site)[SLUG]
        return [newest, *earlier_in(self.site, SLUG, newest["release"])]

    def planted(self, address, old, new):
        """The same site, with other words at one address."""
        answer = self.site[address]
        assert old in answer.content, "nothing would be planted"
        content = answer.content.replace(old, new, 1)
        return self.with_file(address, content)

    def with_file(self, address, content, kind=None):
        before = self.site.get(address, Answer(200, kind or "", b""))
        return replace(
            self, site=self.site | {address: replace(before, content=content)}
        )


def make_site(session):
    """Results of 246 people, 42 of whom wrote something; corrected once."""
    current_app.config["WTF_CSRF_ENABLED"] = True  # as the twin has it
    found = make_readable(session, people=[*EVERYBODY, *writers(42)])
    add_theme(session, found)
    open_draft(session, found, 14, role="steward")
    session.commit()
    correct(session, labels=[LABEL])
    publish_release(session, release_of(session, SLUG), role="operator")
    session.commit()


def read_site():
    """Read it, and its twin, as the self-test does."""
    site = cli.served()
    newest = newest_in(site)[SLUG]
    told = [newest, *earlier_in(site, SLUG, newest["release"])]
    return Served(site, dict(said_by_twin(current_app, site, told)))
