"""A question as a whole, on its page and in the files."""

from flask_babel import force_locale

from surveys.findings.whole.forms import average_changes, whole_measures
from tests.surveys.findings.bodies import yes_of
from tests.surveys.findings.factories import make_published
from tests.surveys.findings.reading.measured.six import MADE
from tests.surveys.findings.reading.measured.tables import rows_of
from tests.surveys.findings.whole.test_all_answers import living, three_answers
from tests.surveys.findings.whole.test_averages import ORDER, TABLE, scale

NOTHING = {"people": 0, "groups": {}}


def test_the_page_says_whether_all_answers_differ(pages, session):
    make_published(session)

    html = pages.get("/results/library/1")

    assert (
        "That the groups answer differently, all answers taken together: hardly chance "
        "(Pearson&#39;s test: chi-squared\xa0=\xa032.43, p\xa0&lt;\xa00.001)." in html
    )


def test_the_page_sets_averages_of_groups_beside_each_other(pages, session):
    make_published(session, **MADE)

    html = pages.get("/results/library/1")

    assert rows_of(html, "Averages beside each other: Language") == [
        ["French", "3.16", "3.14", "−0.01", "−0.50 to +0.47", "could be chance"]
    ]


def test_the_sign_of_a_change_stays_on_its_side_in_arabic(app):
    with app.test_request_context(), force_locale("ar"):
        found = average_changes(
            scale([20, 20, 10]), scale([10, 20, 20]), ORDER, ("", ""), "en",
            is_declared=True,
        )  # fmt: skip
        change, span = found.lines[0].cells[2:4]

    assert change.startswith("\N{LEFT-TO-RIGHT ISOLATE}")
    assert span.count("\N{LEFT-TO-RIGHT ISOLATE}") == 2
    assert span.count("\N{POP DIRECTIONAL ISOLATE}") == 2


def test_a_weighted_table_is_tested_with_its_weights(app):
    with app.test_request_context():
        found, *_ = whole_measures(three_answers(), (), living(3000, 7000), "en")

    assert "taken together and weighted: hardly chance (test of Rao" in found.said[0]


def test_an_answer_that_is_rare_makes_the_test_rough(app):
    rare = three_answers()
    for line, counts in zip(
        rare["rows"], ([8, 4, 192, 0], [4, 1, 65, 0], [4, 3, 127, 0]), strict=True
    ):
        line["counts"] = counts
    with app.test_request_context():
        [found] = whole_measures(rare, (), NOTHING, "en")

    assert found.said[1] == "Some answers are so rare that this test is rough."


def test_one_gap_is_not_tested_twice_and_everybody_not_at_all(app):
    with app.test_request_context():
        two = yes_of(young=(20, 50), old=(40, 60))
        assert list(whole_measures(two, (), NOTHING, "en")) == []
        assert list(whole_measures(scale([1, 2, 3]), ORDER, NOTHING, "en")) == []


def test_averages_of_two_surveys_stand_beside_each_other(app):
    before, after = scale([60, 100, 90]), scale([70, 100, 80])
    with app.test_request_context():
        found = average_changes(
            before, after, ORDER, ("Spring", "Autumn"), "en", is_declared=True
        )
        assert average_changes(two := yes_of(a=(1, 9)), two, (), ("", ""), "en",
                               is_declared=True) is None  # fmt: skip

    assert found.columns[1:3] == ["Spring", "Autumn"]
    assert found.lines[0].cells[:3] == ("2.12", "2.04", "−0.08")


def test_groups_keep_their_names_in_two_surveys(app):
    with app.test_request_context():
        found = average_changes(TABLE, TABLE, ORDER, ("", ""), "en", is_declared=False)

    assert [str(line.name) for line in found.lines] == ["Town", "Rural", "Coast"]
