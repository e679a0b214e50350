"""The application: settings, extensions, rooms, home page, in that order and only here."""

import os
import sys
from collections.abc import Mapping
from typing import Any

import click
from flask import Flask, Response, redirect, render_template, request
from flask.cli import FlaskGroup
from flask.typing import ResponseReturnValue
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from accounts.guards import anyone, visitor
from core import audit, errors
from core.db import begin_writing, db
from core.i18n import init_languages
from core.settings import read_settings
from core.web import init_web

ROOMS: list[Any] = []
COMMANDS: list[click.Command] = []
STATUS = {
    errors.NotFound: 404,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
}


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application, set up from the environment unless told otherwise."""
    app = Flask(__name__)
    app.config.from_mapping(settings or read_settings(os.environ))
    db.init_app(app)
    Migrate(app, db)
    CSRFProtect(app)
    init_web(app)
    init_languages(app)
    for room in ROOMS:
        app.register_blueprint(room)
    return app
