from accounts.models import Member
from accounts.rules import Role
from surveys.findings.coding.themes.queries import themes_of
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.findings.coding.factories import make_joint
from tests.surveys.findings.coding.themes.makers import WORDS, add_theme, make_readable


def readable(pages, session, role=Role.FACILITATOR):
    pages.sign_in(make_member(session, role))
    return make_readable(session)


def desk(found, end=""):
    return f"/desk/coding/{found.id}/themes{end}"


def test_a_theme_is_written_and_changed(pages, session):
    found = readable(pages, session)
    assert "There is no theme yet." in pages.get(desk(found))
    assert pages.post(desk(found), WORDS | {"codes": ["cost"]}) == desk(found)
    (theme,) = themes_of(session, found.id)
    one = desk(found, f"/{theme.id}")
    assert one in read("/", pages.get(desk(found))).links()
    assert "Quiet people." in pages.get(one)
    pages.post(one, WORDS | {"codes": ["cost", "wait"], "name": "Money and time"})
    assert "Money and time" in pages.get(desk(found))
    assert "<h1>Money and time</h1>" in pages.get(one)
    html = pages.post(one, WORDS | {"codes": []}, status=422)
    assert '<p class="error" id="codes-error">' in html
    pages.post(one, {"act": "drop"})
    session.expire_all()
    assert themes_of(session, found.id) == []


def test_a_theme_that_lacks_something_comes_back_with_all_of_it(pages, session):
    found = readable(pages, session)
    sent = WORDS | {"missed": "", "codes": ["wait"]}
    html = pages.post(desk(found), sent, status=422)
    assert "Please say what you may have missed." in html
    assert "Money was short." in html
    assert 'value="wait" checked' in html


def test_before_all_is_read_there_are_no_themes(pages, session):
    found, one, _two = make_joint(session)
    pages.sign_in(one)
    html = pages.get(desk(found))
    assert "Themes come when all answers are read." in html
    assert "A new theme" not in html


def test_a_steward_puts_themes_before_residents_and_adopts_them_later(pages, session):
    found = readable(pages, session, Role.STEWARD)
    add_theme(session, found)
    links = read("/", pages.get("/desk/coding/themes")).links()
    assert desk(found, "/preview") in links
    html = pages.get(desk(found, "/preview"))
    assert "21 of 42 answers" in html
    assert "Only you see this." in html
    assert "Residents need at least 14 days" in pages.post(
        desk(found, "/open"), {"days": "3"}, status=422
    )
    html = pages.post(desk(found, "/open"), {"days": "3"}, status=422)
    assert 'name="days" value="3"' in html
    assert pages.post(desk(found, "/open"), {"days": "14"}) == "/results/library/themes"
    assert "still comment" in pages.post(desk(found, "/adopt"), status=409)


def test_what_cannot_be_told_yet_says_why(pages, session):
    found = readable(pages, session, Role.STEWARD)
    assert "There is no theme yet." in pages.get(desk(found, "/preview"))


def test_a_coder_writes_themes_and_publishes_none(pages, session):
    found = readable(pages, session, Role.CODER)
    add_theme(session, found)
    assert "See them as residents will" not in pages.get(desk(found))
    for end in ("/preview",):
        pages.get(desk(found, end), 403)
    pages.post(desk(found, "/open"), {"days": "14"}, status=403)


def test_only_a_coder_of_the_question_is_led_to_its_quotes(pages, session):
    found = readable(pages, session)
    one = desk(found, f"/{add_theme(session, found).id}")
    assert f"{one}/quotes" not in read("/", pages.get(one)).links()
    pages.get(f"{one}/quotes", 403)

    pages.sign_in(session.get_one(Member, found.first_coder_id))
    assert f"{one}/quotes" in read("/", pages.get(one)).links()
    pages.get(f"{one}/quotes")


def test_an_unknown_theme_is_not_found(pages, session):
    found = readable(pages, session)
    assert "There is no such theme." in pages.get(desk(found, "/7"), 404)
