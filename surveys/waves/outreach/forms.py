"""Words of the outreach pages, the partner's key, and what stands on a poster."""

from dataclasses import dataclass
from hashlib import sha256

import segno
from flask import current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, Signer

from core.settings import LANGUAGES
from surveys.waves.models import Wave

WORDS = {
    "channel.unknown": _l(
        "There is nothing at this address. Please look at the letters again."
    ),
    "channel.name": _l("Please write the name of a partner or a place."),
    "channel.again": _l("Something went wrong. Please press the button once more."),
}


@dataclass(frozen=True)
class Code:
    """A QR code: its width in squares, and the dark ones as a path of SVG."""

    width: int
    path: str


def partner_key(code: str) -> str:
    """Return the part of an address that only the partner of a channel gets."""
    signed: bytes = _signer().sign(code)
    return signed.decode()


def read_partner_key(key: str) -> str:
    """Return the channel's code of a partner's address; empty where it is none."""
    try:
        code: bytes = _signer().unsign(key.encode(errors="replace"))
    except BadSignature:
        return ""
    return code.decode()


def site_address() -> str:
    """Return where people find this site, with a slash at the end."""
    return f"{(current_app.config['PUBLIC_URL'] or request.url_root).rstrip('/')}/"


def qr_code(address: str) -> Code:
    """Return the QR code of an address, with the quiet zone around it."""
    made = segno.make(address, error="m", micro=False)
    rows = list(made.matrix_iter(border=4))
    path = "".join(
        f"M{column} {number}h1v1h-1z"
        for number, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    return Code(len(rows), path)


def invitations(wave: Wave, but: str) -> list[tuple[str, str, str]]:
    """Return each other language: its code, the wave's title, and an invitation."""
    found = []
    for code in LANGUAGES:
        if code != but and wave.title.get(code):
            with force_locale(code):
                found.append((code, wave.title[code], _("Answer in your language")))
    return found


def _signer() -> Signer:
    return Signer(
        current_app.config["SECRET_KEY"], salt="channel", digest_method=sha256
    )
