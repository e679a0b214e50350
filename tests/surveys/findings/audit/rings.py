"""Waves whose tables by groups are tied into a ring: only together do they tell."""

from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import judge
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up
from tests.surveys.findings.audit.waves import Wave

CODES = {"q": "xyz", "town": "nop", "age": "abc", "work": "fgh"}
GROUPINGS = ("town", "age", "work")


def _item(key, codes):
    options = ", ".join(f'{{key = "{each}", label = "{each}"}}' for each in codes)
    kind = 'kind = "select_one"'
    return f'[[items]]\nkey = "{key}"\n{kind}\nlabel = "?"\noptions = [{options}]\n'


THREE = read_definition(
    "three.toml",
    made_up("three", "Three", "".join(_item(*each) for each in CODES.items())),
)


def plan_with(**told):
    """A plan with these questions by these groupings."""
    return {
        "title": "Three",
        "tables": [{"item": key, "by": by.split()} for key, by in told.items()],
        "breakdowns": [{"key": k, "label": k, "item": k} for k in GROUPINGS],
    }


PEOPLE_IN_A_RING = plan_with(town="work", age="town", work="age")
WITH_A_QUESTION = plan_with(q="town work age", town="work", age="town", work="age")
THROUGH_A_QUESTION = plan_with(q="town work", age="town", work="age")


class InTables(Wave):
    """A wave of too many unknowns to have one for each combination of its groups."""

    def judge(self, published=None, earlier=(), **more):
        layout = self.in_tables()
        truth = truth_of(layout, self.tabulation, self.plan)
        return judge(layout, published or self.published, truth, earlier, **more)

    def in_tables(self, **most):
        """The unknowns, laid out anew with what is switched off just now."""
        return layout_of(self.layout.survey, most=0, **most)

    @property
    def whole(self):
        """The same wave with an unknown for each combination of all groups."""
        found = Wave.__new__(Wave)
        found.__dict__.update(self.__dict__)
        return found


def wave_of(people, raw):
    answers = [(dict(zip(CODES, each, strict=True)), "en") for each in people]
    return InTables(answers, raw, THREE)


BY_TOWN_AGE_AND_WORK = {
    "na": (3, 7, 5),
    "oa": (10, 0, 0),
    "pa": (10, 3, 2),
    "nb": (0, 10, 10),
    "ob": (10, 5, 5),
    "pb": (0, 10, 10),
    "nc": (0, 8, 2),
    "oc": (5, 5, 0),
    "pc": (0, 12, 8),
}
"""Of age a 23 do f. Ten of age a live in o, and ten of p do f: three at least do f and
live in n, and three do."""


def three_of_a_ring(times=1):
    """Towns by work hide the three; ages by towns, and work by ages, hide nobody.

    With everybody there so many times they are not few, and nothing is hidden.
    """
    return wave_of(
        [
            ("x", *groups, work)
            for groups, row in BY_TOWN_AGE_AND_WORK.items()
            for work, many in zip("fgh", row, strict=True)
            for _ in range(times * many)
        ],
        PEOPLE_IN_A_RING,
    )


SAID = {
    "naf": "xxxyyyyyyyy",
    "paf": "xxxxxx",
    "oaf": "xxxxxx",
    "nag": "yyyzz",
    "nah": "yyzz",
    "oag": "yyzz",
    "oah": "yyzz",
    "nbg": "yyyyyzzzzz",
    "nbh": "yyyyyzzzzz",
    "obg": "yyyyyyyyzzzzzzzz",
    "obh": "yyyyyyyyzzzzzzzz",
    "pbf": "xxxxxxxxxxxxxxxxxxxx",
    "pbg": "xxyyz",
    "pbh": "xxyyz",
    "ncg": "yyyzz",
    "nch": "yyzzz",
    "ocg": "yyyyyyyyzzzzzzzz",
    "och": "yyyyyyyyzzzzzzzz",
    "pcf": "xxxxxxxxxx",
    "pcg": "xxxyyyzzzz",
    "pch": "xxxyyyyzzz",
}
"""Of 53 who do f 45 said x, and 23 are of age a: at least 15 of them said x. Six of age
a live in p, and six of o said x: three at least said x and live in n, and three did."""


def three_through_a_question():
    """The answers by towns hide the three; by work, and ages by both, hide nothing."""
    people = [(said, *groups) for groups, row in SAID.items() for said in row]
    return wave_of(people, THROUGH_A_QUESTION)
