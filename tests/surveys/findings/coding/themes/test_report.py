from surveys.findings.coding.agreement import Agreement
from surveys.findings.coding.themes.report import Asked, Named, report_of
from surveys.findings.coding.themes.theme_gate import ThemeCounts

ASKED = Asked("wish", {"en": "What would help?"})


def theme(key):
    return Named(key, {"en": key}, {"en": f"About {key}."}, {"en": "Much."}, (key,))


def report(shown, agreed):
    return report_of(ASKED, [theme("rare"), theme("reach")], shown, agreed, 100)


def test_themes_stand_by_their_number_and_hidden_ones_last():
    shown = ThemeCounts(60, {"rare": None, "reach": 30}, 20)
    body = report(shown, {})
    assert [(t["name"]["en"], t["answers"]) for t in body["themes"]] == [
        ("reach", 30),
        ("rare", None),
    ]
    assert (body["answers"], body["in_none"], body["coders"]) == (60, 20, 2)
    assert body["item"] == {"key": "wish", "label": {"en": "What would help?"}}


def test_agreement_is_told_in_steps_and_a_word():
    """With the exact kappa somebody could work back how many bear a rare code."""
    shown = ThemeCounts(60, {"rare": None, "reach": 30}, 20)
    agreed = {"reach": Agreement(40, 3, 4, 53), "rare": Agreement(1, 1, 1, 97)}
    told = [each["agreement"] for each in report(shown, agreed)["themes"]]
    assert told == [
        {"at_least": 0.9, "label": "almost_perfect"},
        {"at_least": 0.95, "label": ""},
    ]


def test_agreement_on_what_nobody_gave_has_no_word():
    shown = ThemeCounts(60, {"rare": None, "reach": 30}, 20)
    agreed = {"reach": Agreement(0, 0, 0, 100)}
    assert report(shown, agreed)["themes"][0]["agreement"] == {
        "at_least": 1.0,
        "label": "",
    }


def test_a_report_has_no_text_of_anybody():
    body = report(ThemeCounts(60, {"rare": None, "reach": 30}, 20), {})
    assert set(body) == {
        "item",
        "answers",
        "in_none",
        "coders",
        "read_twice",
        "themes",
    }
    assert {key for each in body["themes"] for key in each} == {
        "key",
        "name",
        "definition",
        "missed",
        "codes",
        "answers",
        "agreement",
    }
