"""What the first reader of a page waits for, in each language: CPU milliseconds.

    COMMONWEAL_INSTANCE=FOLDER python bench/first_reader.py SURVEY [PAGE ...]

Each is asked of a process of its own that has kept nothing, as one that serves is when
it begins: once with nothing made ready, and once after a worker made the pages of
results ready (``surveys/findings/reading/ready/``). What is imported at first is not
counted. The load is printed.
"""

import argparse
import os
import subprocess
import sys
import time
from types import SimpleNamespace

from results import asked
from serving import ROOT

sys.path.insert(0, str(ROOT))

from app import create_app
from core.gunicorn_conf import when_ready
from core.settings import LANGUAGES
from surveys.findings.reading.ready.jobs import make_ready

PAGES = ("", "/tables", "/everything", "/poster")
LINE = "{:>14}{:>10}" + "{:>10}" * len(LANGUAGES)


def first(survey: str, page: str, *, ready: bool) -> list[float]:
    """Return the CPU milliseconds of the first reader of each language."""
    app = create_app()
    when_ready(SimpleNamespace(app=SimpleNamespace(wsgi=lambda: app)))
    if ready:
        with app.app_context():
            make_ready()
    client = app.test_client()
    asked(client, "/results/")
    return [asked(client, f"/results/{survey}{page}?lang={c}")[0] for c in LANGUAGES]


def main() -> None:
    """Measure each page in processes of its own, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("survey", metavar="SURVEY")
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="PAGE")
    parser.add_argument("--alone", choices=("made", "ready"))
    knobs = parser.parse_args()
    if knobs.alone:
        found = first(knobs.survey, knobs.pages[0], ready=knobs.alone == "ready")
        print(*(f"{each:.1f}" for each in found))
        return
    print(f"load: {os.getloadavg()[0]:.1f}")
    print(LINE.format("page", "", *LANGUAGES))
    began = time.monotonic()
    for page in knobs.pages:
        for how in ("made", "ready"):
            words = [knobs.survey, page, "--alone", how]
            said = subprocess.check_output([sys.executable, __file__, *words])  # noqa: S603
            print(LINE.format(page, how, *said.decode().split()), flush=True)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
