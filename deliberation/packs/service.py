"""What is done with packs: handed on, taken in. Functions add and flush."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from core import audit
from core.errors import NotFound
from deliberation.packs.contents import Pack, to_document
from surveys.instruments.handing_on.service import take_from_elsewhere
from surveys.instruments.offers.models import OfferKind
from surveys.instruments.offers.service import keep_offer


@dataclass(frozen=True)
class Arrived:
    """A set of questions of a pack as it is here now; its words never change."""

    slug: str
    number: int
    state: str
    questions: int
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What became of a pack; ``new_`` counts leave out what was here before."""

    instruments: tuple[Arrived, ...]
    new_codebooks: int
    new_benchmarks: int


def record_export(session: Session, pack: Pack, *, role: str) -> None:
    """Note in the public log that a pack was made, and of what."""
    _record(session, "pack.export", pack, role)


def take_pack(session: Session, pack: Pack, *, role: str) -> Taken:
    """Take in everything of a pack, as drafts; twice is the same as once.

    Questions become first versions that nobody agreed to. Codebooks wait for a coder,
    benchmarks for a member of a board with a baseline of this place. Rules are not
    taken over: a pack sets none.

    Raises:
        Conflict: slugs stand for something else here (``slugs``); nothing is taken.
    """
    versions = take_from_elsewhere(
        session,
        [(each.questions, pack.origin_of(each)) for each in pack.instruments],
        role=role,
    )
    site = pack.came_from.site
    taken = Taken(
        instruments=tuple(
            Arrived(
                each.questions.slug,
                version.number,
                version.state,
                len(each.questions.items),
                each.questions.languages,
            )
            for each, version in zip(pack.instruments, versions, strict=True)
        ),
        new_codebooks=sum(
            keep_offer(session, OfferKind.CODEBOOK, each, site)
            for each in pack.codebooks
        ),
        new_benchmarks=sum(
            keep_offer(session, OfferKind.BENCHMARK, each, site)
            for each in pack.benchmarks
        ),
    )
    _record(session, "pack.import", pack, role)
    return taken


def renamed(pack: Pack, names: Mapping[str, str]) -> Pack:
    """Return a pack whose questions have other slugs here: new ones by old ones.

    Raises:
        NotFound: a slug is not one of the pack's.
    """
    for old in names.keys() - {each.questions.slug for each in pack.instruments}:
        raise NotFound("pack.no_such_slug", slug=old)

    def named(slug: str) -> str:
        return names.get(slug, slug)

    return replace(
        pack,
        instruments=tuple(
            replace(
                each,
                questions=replace(each.questions, slug=named(each.questions.slug)),
            )
            for each in pack.instruments
        ),
        codebooks=tuple(
            replace(each, instrument=named(each.instrument)) for each in pack.codebooks
        ),
        benchmarks=tuple(
            replace(each, instrument=named(each.instrument)) for each in pack.benchmarks
        ),
    )


def _record(session: Session, action: str, pack: Pack, role: str) -> None:
    """Record what a pack holds; not its site's name, which a stranger chose."""
    checksum = to_document(pack)["checksum"]
    audit.record(
        session,
        action,
        f"pack:{checksum[:12]}",
        role=role,
        checksum=checksum,
        instruments=[each.questions.slug for each in pack.instruments],
        codebooks=len(pack.codebooks),
        benchmarks=len(pack.benchmarks),
    )
