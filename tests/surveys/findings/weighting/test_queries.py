from surveys.findings.queries import all_results
from surveys.findings.service import freeze_wave
from surveys.findings.weighting.population import Population, populations_of
from surveys.findings.weighting.queries import population_rows
from surveys.findings.weighting.weighted import weighted
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.service import replace_population
from tests.surveys.findings.factories import make_answered, make_frozen

AGES = [
    Figure("age", "under_25", 3000, "Census 2021"),
    Figure("age", "from_25", 7000, "Census 2021"),
]


def frozen_with(session, figures):
    wave = make_answered(session)
    replace_population(session, wave, figures, role="operator")
    release = freeze_wave(session, wave, role="operator")
    session.commit()
    return wave, release


def test_a_release_keeps_the_figures_of_its_day(session):
    wave, release = frozen_with(session, AGES)
    later = [
        Figure("age", "under_25", 1, "A guess"),
        Figure("age", "from_25", 9, "A guess"),
    ]
    replace_population(session, wave, later, role="operator")
    session.commit()

    kept = populations_of(release.summary["populations"])

    assert kept == {
        "age": Population("age", {"under_25": 3000, "from_25": 7000}, ("Census 2021",))
    }
    assert ["age", "under_25", 1, "A guess"] in population_rows(session, wave.id)


def test_a_frozen_table_is_weighted_to_what_its_release_keeps(session):
    _wave, release = frozen_with(session, AGES)
    results = all_results(session, release.id)
    body = next(r.body for r in results if r.breakdown == "age")
    (ages,) = populations_of(release.summary["populations"]).values()

    found = weighted(body, release.summary["groups"]["age"], ages)

    assert found.weights.people == 204
    assert found.sources == ("Census 2021",)
    assert found.shares[0].share != found.shares[0].unweighted


def test_a_release_without_figures_keeps_none(session):
    assert "populations" not in make_frozen(session).summary
