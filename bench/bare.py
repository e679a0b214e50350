"""The least that a survey could be: one Flask route that makes one INSERT."""

import json
import os
import secrets
import sqlite3
from functools import cache
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
FILE = Path(os.environ["COMMONWEAL_INSTANCE"]) / "bare.db"


@cache
def connect() -> sqlite3.Connection:
    """Return a worker's connection: it promises what the site's connections promise."""
    connection = sqlite3.connect(FILE, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS response (id TEXT PRIMARY KEY, answers TEXT)"
    )
    return connection


@app.get("/livez")
def livez() -> str:
    """Say that the server is there."""
    return "ok"


@app.post("/")
def answer() -> str:
    """Keep what was sent."""
    connect().execute(
        "INSERT INTO response VALUES (?, ?)",
        (secrets.token_hex(16), json.dumps(request.form.to_dict())),
    )
    return "Thank you"
