from dataclasses import replace

import pytest

from surveys.instruments.body import from_body, to_body
from surveys.instruments.licence import may_edit, may_pack
from surveys.instruments.questionnaire import Licence
from tests.surveys.instruments.small import SMALL


def under(**rights):
    return replace(SMALL, licence=Licence("a licence", **rights))


def test_a_licence_that_says_nothing_allows_nothing():
    assert not may_edit(under())
    assert not may_pack(under())


@pytest.mark.parametrize("modify", [True, False])
@pytest.mark.parametrize("redistribute", [True, False])
def test_changing_and_handing_on_are_two_rights_that_travel(modify, redistribute):
    licensed = under(may_modify=modify, may_redistribute=redistribute)
    for each in (licensed, from_body(to_body(licensed))):
        assert (may_edit(each), may_pack(each)) == (modify, redistribute)
