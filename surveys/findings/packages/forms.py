"""A published release in plain values, with names in the reader's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from surveys.findings.forms import default_language, name_of
from surveys.findings.models import FrozenResult, Release
from surveys.findings.packages.contents import Published
from surveys.instruments.queries import instrument_of


def published(
    release: Release, results: Sequence[FrozenResult], *, address: str = ""
) -> Published:
    """Return what a package is made of; the release is loaded with wave and version."""
    default = default_language(release)

    def name(part: Mapping[str, Any]) -> str:
        return str(name_of(part, default, plain=True))

    return Published(
        slug=release.wave.slug,
        title=release.wave.title,
        number=release.number,
        frozen_at=release.frozen_at,
        checksum=release.checksum,
        method=release.method_statement or {},
        instrument=instrument_of(release.wave.version),
        bodies=[each.body for each in results],
        language=default,
        name=name,
        address=address,
    )


def address_of(release: Release) -> str:
    """Return where the results of a release stand."""
    return url_for("findings.survey", slug=release.wave.slug, _external=True)
