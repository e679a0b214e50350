"""What everybody reads of a benchmark."""

import pytest

from accounts.rules import Right, Role
from accounts.rules import may as may_
from deliberation.benchmarks import service
from tests.changed_rows import seen_changes
from tests.deliberation.benchmarks.bodies import SOON, WAVES, body, row
from tests.deliberation.benchmarks.factories import (
    make_adopted,
    make_benchmark,
    make_wave,
)
from tests.factories import make_member
from tests.page_rules import read
from tests.pages import text_of


@pytest.fixture
def bm_2(session, board, people):
    """BM-2 in force, with its three waves."""
    benchmark = make_adopted(session, board, people, make_wave(session, 1))
    for number in (2, 3):
        make_wave(session, number)
        service.measure_benchmark(session, benchmark, f"wave-{number}")
    session.commit()
    return benchmark


def test_a_site_without_benchmarks_says_so(pages):
    assert "There is no benchmark yet." in pages.get("/benchmarks/")


def test_the_golden_figures_stand_on_the_page(pages, bm_2):
    html = pages.get("/benchmarks/four-weeks")
    page = text_of(html)

    assert "48.6% of 346 people. At the start it was 38.2%." in page
    assert "That is 47.6% of the way to the target of 60.0%." in page
    assert "z = 2.76" in page
    assert "Change of the gap, in points: 20.2 (z = 2.53)." in page
    assert html.count("z\xa0=\xa02.") == 2, "no line ends within a formula"


def test_three_surveys_have_a_line_and_two_have_none(pages, session, board, people):
    """Shares of 129/338, 142/301 and 168/346 on days 0, 126 and 238, by hand."""
    benchmark = make_adopted(session, board, people, make_wave(session, 1))
    line = "The line through these surveys: "
    make_wave(session, 2)
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()
    assert line not in pages.get("/benchmarks/four-weeks")
    make_wave(session, 3)
    service.measure_benchmark(session, benchmark, "wave-3")
    session.commit()

    said = text_of(pages.get("/benchmarks/four-weeks"))

    assert f"{line}+16.2 percentage points a year (usual range: −" in said


def test_improving_with_a_widening_gap_is_never_a_plain_green(pages, bm_2):
    for path in ("/benchmarks/", "/benchmarks/four-weeks"):
        page = pages.get(path)

        assert "Improving overall" in page
        assert "Gap widening" in page
        assert 'class="status good"' not in page.replace("Adopted", "")


def test_the_gap_comes_before_the_chart_and_has_both_measures(pages, bm_2):
    page = pages.get("/benchmarks/four-weeks")

    assert page.index("Look at the gap first") < page.index("<svg viewBox", 3000)
    assert all(figure in page for figure in ("5.9", "26.1", "56.1%", "30.0%", "1.87"))


def test_how_far_all_groups_lie_apart_stands_below_the_two(pages, bm_2):
    page = text_of(pages.get("/benchmarks/four-weeks"))

    apart = page.index("How far all groups lie apart")
    assert page.index("Points apart") < apart
    assert "Wave 3 26.1 26.9" in page[apart:]
    assert page.index("Index of disparity (Pearcy and Keppel)") > apart


def test_everything_that_was_agreed_stands_on_the_page(pages, bm_2):
    page = text_of(pages.get("/benchmarks/four-weeks"))

    for part in (
        "Dignity",
        "Question A3?",
        "These answers count: soon",
        "Out of everybody who was asked this question.",
        "Higher is better.",
        "Where the line through the surveys leads",
        "What the promised staff can do.",
        "The body explains itself in public.",
        "Villages may be left behind.",
        "M-01",
    ):
        assert part in page


def test_each_number_leads_to_where_it_comes_from(pages, bm_2):
    page = pages.get("/benchmarks/four-weeks")

    assert page.count('href="/trace/result/') == 3
    assert 'href="/trace/benchmark/four-weeks"' in page
    assert 'href="/results/wave-1"' in page


@pytest.mark.parametrize(
    ("path", "most"), [("/benchmarks/four-weeks", 4), ("/benchmarks/", 2)]
)
def test_a_page_takes_one_statement_once_it_is_kept(
    pages, bm_2, statements_at_most, path, most
):
    with statements_at_most(most):
        first = pages.get(path)
    with statements_at_most(1):
        assert pages.get(path) == first


def test_whatever_changes_is_on_the_page_at_once(app, pages, bm_2):
    assert seen_changes(app, pages, "/benchmarks/four-weeks") >= {
        "authority.name",
        "benchmark.consequence",
        "benchmark.denominator",
        "benchmark.harm_to_watch",
        "benchmark.higher_is_better",
        "benchmark.kind",
        "benchmark.number",
        "benchmark.numerator",
        "benchmark.right_served",
        "benchmark.state",
        "benchmark.target",
        "benchmark.target_date",
        "benchmark.target_method",
        "benchmark.target_reason",
        "benchmark.title",
        "benchmark.why",
        "benchmark.breakdown",
        "benchmark.compared_group",
        "benchmark.reference_group",
        "benchmark.slug",
        "benchmark_measure.denominator",
        "benchmark_measure.figures",
        "benchmark_measure.gap_label",
        "benchmark_measure.numerator",
        "benchmark_measure.status",
        "board.name",
        "board.slug",
        "motion.number",
        "wave.closes_on",
        "wave.slug",
        "wave.title",
    }


def test_whatever_changes_is_in_the_list_at_once(app, pages, bm_2):
    assert seen_changes(app, pages, "/benchmarks/") >= {
        "authority.name",
        "benchmark.slug",
        "benchmark.title",
        "benchmark_measure.denominator",
        "benchmark_measure.gap_label",
        "benchmark_measure.numerator",
        "benchmark_measure.status",
    }


@pytest.mark.parametrize("path", ["/benchmarks/", "/benchmarks/four-weeks"])
def test_the_way_to_the_desk_is_shown_to_those_who_may_go(pages, session, bm_2, path):
    desk = {"/desk/benchmarks/", "/desk/benchmarks/four-weeks/waves"}
    members = {role: make_member(session, role) for role in Role}
    for _time in range(2):
        for role, member in members.items():
            pages.sign_in(member)
            may = may_(frozenset({role}), Right.SET_BENCHMARKS)
            found = read(path, pages.get(path)).links() & desk
            assert bool(found) is may, role
        pages.sign_out()
        assert not read(path, pages.get(path)).links() & desk


def test_a_later_survey_and_a_benchmark_less_are_seen(pages, session, board, people):
    benchmark = make_adopted(session, board, people, make_wave(session, 1))
    make_wave(session, 2)
    session.commit()
    assert "Wave 2" not in text_of(pages.get("/benchmarks/four-weeks"))
    service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()
    assert "Wave 2" in text_of(pages.get("/benchmarks/four-weeks"))
    assert "four-weeks" in pages.get("/benchmarks/")
    benchmark.state = "retired"
    session.commit()
    assert "four-weeks" not in pages.get("/benchmarks/")


def test_a_hidden_figure_is_a_dash_with_its_reason(pages, session, board, people):
    benchmark = make_adopted(session, board, people, make_wave(session, 1))
    hidden = body(SOON, row("", 338, None, None, 0))
    make_wave(session, 2, tables=[hidden, WAVES[2][1]])
    service.measure_benchmark(session, benchmark, "wave-2")

    page = text_of(pages.get("/benchmarks/four-weeks"))

    assert "Cannot be said" in page
    assert "not shown, too few people" in page


def test_what_is_suggested_says_that_it_is_not_adopted(pages, session, board, people):
    make_benchmark(session, board, people[0], make_wave(session, 1))

    page = text_of(pages.get("/benchmarks/four-weeks"))

    assert "Suggested, not adopted yet" in page
    assert "The board has not been asked yet." in page


def test_fewer_than_half_better_off_is_told(pages, bm_2):
    assert "Fewer than half tell" in pages.get("/benchmarks/")


def test_an_unknown_benchmark_is_not_found(pages):
    pages.get("/benchmarks/nothing", status=404)


@pytest.mark.parametrize("language", ["ar", "uk", "fr"])
def test_the_pages_stand_in_other_languages(pages, bm_2, language):
    for path in ("/benchmarks/", "/benchmarks/four-weeks"):
        pages.get(path, Accept_Language=language)
