"""Who is who in Larkmoor, once they have accounts: ids by the names of the story."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.demo.story import Story


@dataclass(frozen=True)
class SignIn:
    """How to be one of the people of the demo."""

    pseudonym: str
    phrase: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Cast:
    """The people and public bodies of the story, by name and slug."""

    story: Story
    members: Mapping[str, int]
    bodies: Mapping[str, int]
    board_id: int

    @property
    def chair(self) -> int:
        """The member who chairs the board."""
        seats = self.story.tables["seats"]
        return self.members[next(s["pseudonym"] for s in seats if s.get("chair"))]

    @property
    def board_members(self) -> list[int]:
        """Everybody who holds a seat, in the order of the seats."""
        return [self.members[s["pseudonym"]] for s in self.story.tables["seats"]]
