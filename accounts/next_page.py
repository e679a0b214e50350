"""Where to go after signing in: a page of this site, or the first page."""

import re

FIRST_PAGE = "/"
LONGEST = 500

# One slash, then no second one and no backslash: browsers read both as a host.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*", re.ASCII)


def safe_next(wish: str | None, default: str = FIRST_PAGE) -> str:
    """Return the wish if it is a path on this site, else ``default``."""
    if wish and len(wish) <= LONGEST and _OWN_PATH.fullmatch(wish):
        return wish
    return default
