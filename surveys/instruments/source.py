"""A set of questions as somebody names it: by its file, or by a template's name."""

from pathlib import Path

from core.errors import Refused
from surveys.instruments.definition import load
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.shipped import template, template_names


def is_template(source: str) -> bool:
    """Tell whether a name is that of a template and not of a file that is there."""
    return not Path(source).is_file() and source in template_names()


def read_source(source: str) -> Instrument:
    """Return the instrument of a TOML file, or of the template with this name.

    Raises:
        Refused: it is neither, or the file does not hold.
    """
    if is_template(source):
        return template(source)
    file = Path(source)
    if not file.is_file():
        raise Refused(f"{source}: there is no such file, and no template of that name.")
    if file.suffix.lower() != ".toml":
        raise Refused(f"{file.name}: only .toml, .xlsx and .lss can be taken in.")
    return load(file)
