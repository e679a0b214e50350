"""Every way in by which somebody may try to have fewer people shown."""

import json

import pytest
from sqlalchemy import update

from accounts.rules import Role
from core.errors import Invalid
from core.settings import read_settings
from surveys.findings.correcting.changes import changes_of_file
from surveys.findings.service import freeze_wave
from surveys.instruments.definition import read_definition
from surveys.instruments.service import import_instrument
from surveys.instruments.strict_toml import FileRefused, Place
from surveys.waves.models import Wave, WaveState
from surveys.waves.plan import ORDINARY, SENSITIVE, Thresholds
from surveys.waves.plan_file import plan_of, read_plan
from surveys.waves.queries import plan_of_wave, wave
from tests.factories import make_member
from tests.surveys.findings.factories import PLAN, make_answered
from tests.surveys.instruments.small import MAIN, SMALL
from tests.surveys.waves.factories import agree
from tests.surveys.waves.planning.test_manage import PAGE, TYPED

LOW = {"group_base": 1, "cell": 1, "concentration": 0}


def refused(disclosure):
    with pytest.raises(FileRefused) as caught:
        plan_of(Place("plan"), PLAN | {"disclosure": disclosure}, SMALL)
    return caught.value.key


# The file of a plan


@pytest.mark.parametrize("key", LOW)
@pytest.mark.parametrize("number", [-1, 0, 0.5, True, "1", None, [1], 10**400 * -1])
def test_no_plan_goes_below_the_floors(key, number):
    assert refused({key: number}).endswith(key)
    assert refused({"sensitive": {key: number}}).endswith(f"sensitive.{key}")


@pytest.mark.parametrize(
    ("key", "floor"), [("group_base", 5), ("cell", 3), ("concentration", 1)]
)
def test_the_floor_itself_may_be_asked_for_and_one_less_may_not(key, floor):
    made = plan_of(Place("p"), PLAN | {"disclosure": {key: floor}}, SMALL)
    assert getattr(made.ordinary, key) == floor
    assert refused({key: floor - 1}) == f"disclosure.{key}"


@pytest.mark.parametrize("key", ["group_base", "cell", "concentration"])
def test_what_is_sensitive_is_never_protected_less_than_the_rest(key):
    """What a plan says of the others holds for these; they rise together."""
    least = getattr(ORDINARY, key)
    low = {"group_base": 5, "cell": 3, "concentration": 1}
    lifted = plan_of(Place("p"), PLAN | {"disclosure": {"sensitive": low}}, SMALL)
    assert getattr(lifted.sensitive, key) == least
    high = {"group_base": 50, "cell": 40, "concentration": 30}
    raised = plan_of(Place("p"), PLAN | {"disclosure": high}, SMALL)
    assert raised.ordinary == raised.sensitive == Thresholds(50, 40, 30)
    assert plan_of(Place("p"), PLAN, SMALL).sensitive == SENSITIVE


def test_an_answer_that_needs_more_people_than_a_group_is_refused_in_time():
    """The gate would refuse it too, but only when the results are made."""
    assert refused({"group_base": 5, "cell": 6}) == "disclosure.cell"


@pytest.mark.parametrize("key", ["disclosure", "floors", "by_cell", "hide_zero"])
def test_a_plan_has_no_other_key_for_it(key):
    for raw in ({"thresholds": LOW}, {"disclosure": {key: 1}}):
        with pytest.raises(FileRefused):
            plan_of(Place("p"), PLAN | raw, SMALL)


def test_the_text_of_a_plan_is_read_the_same_way():
    text = 'title = "T"\ntables = [{item = "asked"}]\n[disclosure]\ncell = 2\n'
    with pytest.raises(FileRefused, match="below 3"):
        read_plan("p.toml", text, SMALL)


# The form of the desk


@pytest.mark.parametrize("by", ["disclosure", "disclosure.cell", "plan", "ordinary"])
def test_the_form_of_a_new_survey_takes_no_thresholds(pages, session, by):
    agree(session, import_instrument(session, SMALL, role="operator"))
    session.commit()
    pages.sign_in(make_member(session, Role.FACILITATOR))
    pages.post(PAGE, TYPED | {by: json.dumps(LOW), "cell": "1"}, 303)
    made = wave(session, "spring")
    assert "disclosure" not in made.plan
    assert plan_of_wave(made).ordinary == ORDINARY
    assert plan_of_wave(made).sensitive == SENSITIVE


# Other files


def test_a_questionnaire_has_no_say_in_it():
    for words in ("\n[disclosure]\ncell = 1\n", "\ncell = 1\n"):
        with pytest.raises(FileRefused):
            read_definition("small.toml", MAIN + words)


@pytest.mark.parametrize("key", ["disclosure", "plan", "thresholds"])
def test_nor_have_corrections(key):
    with pytest.raises(Invalid):
        changes_of_file(f'because = "x"\n[{key}]\ncell = 1\n')


def test_nor_have_settings(tmp_path):
    loud = {f"COMMONWEAL_{key.upper()}": "1" for key in (*LOW, "disclosure")}
    quiet = read_settings({"COMMONWEAL_INSTANCE": str(tmp_path)})
    found = read_settings({"COMMONWEAL_INSTANCE": str(tmp_path), **loud})
    assert found == quiet
    (tmp_path / "commonweal.toml").write_text("GROUP_BASE = 1\n")
    with pytest.raises(ValueError, match="GROUP_BASE"):
        read_settings({"COMMONWEAL_INSTANCE": str(tmp_path)})


# The database itself


def test_a_plan_that_was_lowered_in_the_database_freezes_nothing(session):
    made = make_answered(session)
    low = {**made.plan, "disclosure": LOW}
    session.execute(update(Wave).where(Wave.id == made.id).values(plan=low))
    session.expire(made, ["plan"])
    with pytest.raises(FileRefused, match="below 5"):
        freeze_wave(session, wave(session, "library"), role="operator")
    session.rollback()
    assert wave(session, "library").state != WaveState.FROZEN
