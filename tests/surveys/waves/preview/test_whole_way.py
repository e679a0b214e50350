"""From nothing to questions that can be asked, by pages alone and without scripts."""

from surveys.instruments.queries import instrument_of, latest_version
from tests.page_rules import read
from tests.surveys.instruments.editing.desk import fields

DRAFTS = "/desk/questions/drafts"


def save(desk, address, **typed):
    """Open a page, fill in some of it, press its button; return where it leads."""
    return desk.post(address, fields(desk.get(address)) | typed)


def add(desk, kind, label, **typed):
    page = save(desk, f"{DRAFTS}/spring/add", kind=kind, label=label)
    if typed:
        save(desk, page, **typed)
    return page.rpartition("/")[2]


def test_a_facilitator_comes_from_nothing_to_a_translated_version(desk, session):
    save(desk, f"{DRAFTS}/new", title="Spring", slug="spring", language="en")
    save(
        desk,
        f"{DRAFTS}/spring/frame",
        languages=["ar"],
        consent="Who asks: the library.",
        agree="I want to take part.",
        groups="you | About you",
    )
    asked = add(
        desk, "select_one", "Did you ask for help?", options="yes | Yes\nno | No"
    )
    why = add(desk, "text", "What was it like?", relevant=f"${{{asked}}} = 'yes'")
    add(desk, "integer", "How old are you?", group="you", minimum="0")
    page = desk.get(f"{DRAFTS}/spring")
    assert "Nothing is wrong" in page

    address = "/desk/questions/translations/spring/ar"
    page = desk.get(address)
    texts = {
        each.get("name") or "": f"كلمة {number}"
        for number, each in enumerate(read("/", page).all("textarea"))
    }
    desk.post(address, fields(page) | texts)
    assert "9 of 9 texts" in desk.get("/desk/questions/translations/spring")

    preview = f"{DRAFTS}/spring/preview?lang=ar"
    start = desk.get(preview)
    assert 'dir="rtl"' in start
    page = desk.post(preview, {"agree": "1", "step": "start"}, status=200)
    assert f'name="q.{asked}"' in page
    typed = {"agree": "1", "at": asked, f"q.{asked}": "yes", "step": "next"}
    page = desk.post(preview, typed, status=200)
    assert f'name="q.{why}"' in page

    save(desk, f"{DRAFTS}/spring/version")
    made = instrument_of(latest_version(session, "spring"))
    assert [item.key for item in made.items][:2] == [asked, why]
    assert made.title["ar"].startswith("كلمة")
    assert made.consent.lines["ar"]
    assert "Translation: a draft" not in desk.get("/questions/spring/1?lang=en")
    page = desk.get("/questions/spring/1?lang=ar")
    assert made.title["ar"] in page
