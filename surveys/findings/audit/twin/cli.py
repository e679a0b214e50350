"""Lets the twin of this site say what it says, in a process of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine

from core.backup import BESIDE, DATABASE
from core.crawl import Answer, file_of
from core.db import db
from core.settings import ROOT
from surveys.findings.audit.twin.service import Document, write_twin
from surveys.waves.privacy.report import FILE as LAST_RUN

Said = Mapping[str, bytes]
"""What the twin says, by address; where it says nothing there is none."""


def said_by_twin(
    app: Flask,
    site: Mapping[str, Answer],
    documents: Sequence[Document],
    language: str = "en",
) -> Said:
    """Return what a site without answers says at the addresses of this one.

    It lives for as long as that takes, in a folder that only its owner can read.

    Args:
        app: this site.
        site: what it serves; the twin is asked the same addresses.
        documents: the JSON files of all its public releases.
        language: of who asks.
    """
    with tempfile.TemporaryDirectory(prefix="twin-") as name:
        instance, pages = Path(name) / "instance", Path(name) / "pages"
        instance.mkdir()
        for beside in (*BESIDE, LAST_RUN):
            if (app.config["INSTANCE"] / beside).exists():
                shutil.copy(app.config["INSTANCE"] / beside, instance / beside)
        _write(documents, instance / DATABASE)
        asked = Path(name) / "addresses"
        asked.write_text("".join(f"{each}\n" for each in site), encoding="utf-8")
        _export(instance, pages, asked, language)
        return {
            address: file.read_bytes()
            for address, answer in site.items()
            if (file := pages / file_of(address, answer.kind)).is_file()
        }


def _write(documents: Sequence[Document], file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    try:
        write_twin(db.session(), documents, engine)
    finally:
        engine.dispose()


def _export(instance: Path, pages: Path, asked: Path, language: str) -> None:
    own = {
        "COMMONWEAL_INSTANCE": str(instance),
        "COMMONWEAL_DATABASE_URL": f"sqlite:///{instance / DATABASE}",
    }
    words = ["export-site", str(pages), "--only", str(asked), "--language", language]
    subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-m", "app", *words],
        check=True,
        cwd=ROOT,
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
    )
