"""Settings: from the environment, then ``instance/commonweal.toml``, then defaults."""

import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.site_calendar import read_calendar

ROOT = Path(__file__).parent.parent
LANGUAGES = {
    "en": "English",
    "ar": "العربية",
    "uk": "Українська",
    "es": "Español",
    "fr": "Français",
    "pl": "Polski",
}
"""Languages of the pages, each with its own name for itself."""

DEFAULTS = {
    "DATABASE_URL": "",
    "REDIS_URL": "",
    "SECRET_KEY": "",
    "PUBLIC_URL": "",
    "SITE_NAME": "Commonweal",
    "TRUSTED_PROXIES": "0",
    "MAIL_URL": "",
    # Where "Leave quickly" goes: a page that anybody might have open.
    "EXIT_URL": "https://www.wikipedia.org/",
}


def instance_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder that holds everything of one instance but its code."""
    return Path(environment.get("COMMONWEAL_INSTANCE") or ROOT / "instance").resolve()


def read_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the application's settings; the environment wins over the file.

    Raises:
        ValueError: the file has a name that is not a setting, or a calendar that
            cannot be kept.
    """
    instance = instance_folder(environment)
    stored = _stored(instance / "commonweal.toml")
    calendar = read_calendar(stored.pop("CALENDAR", {}))
    wanted = {
        name: environment.get(f"COMMONWEAL_{name}")
        or str(stored.get(name, ""))
        or default
        for name, default in DEFAULTS.items()
    }
    url = wanted["PUBLIC_URL"]
    return {
        "INSTANCE": instance,
        "SECRET_KEY": wanted["SECRET_KEY"] or _secret(instance),
        "SQLALCHEMY_DATABASE_URI": database_address(wanted["DATABASE_URL"], instance),
        "REDIS_URL": wanted["REDIS_URL"],
        "PUBLIC_URL": url,
        "SITE_NAME": wanted["SITE_NAME"],
        "EXIT_URL": wanted["EXIT_URL"],
        "CALENDAR": calendar,
        "TRUSTED_PROXIES": int(wanted["TRUSTED_PROXIES"]),
        "SESSION_COOKIE_SECURE": url.startswith("https:"),
    }


def database_address(url: str, instance: Path) -> str:
    """Return SQLAlchemy's address of the database; by default SQLite's."""
    if not url:
        return f"sqlite:///{instance / 'commonweal.db'}"
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    return url


def _stored(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    stored = tomllib.loads(file.read_text(encoding="utf-8"))
    unknown = {name.upper() for name in stored} - DEFAULTS.keys() - {"CALENDAR"}
    if unknown:
        raise ValueError(f"{file.name}: no setting is called {min(unknown)}")
    return {name.upper(): value for name, value in stored.items()}


def _secret(instance: Path) -> str:
    """Return the instance's secret; make one on first use, for its owner only."""
    file = instance / "secret"
    if not file.exists():
        instance.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii").strip()
