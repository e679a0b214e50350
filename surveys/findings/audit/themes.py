"""What a public report of themes tells of few people, by the rule alone.

Beside the gate that made it: no theme of few answers, none that all but few are about,
and no total from which either would follow.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.waves.plan import Thresholds


def themes_give_away(body: Mapping[str, Any], rule: Thresholds) -> Iterator[str]:
    """Yield a sentence for each number of a report that tells of few.

    Args:
        body: as in ``surveys.findings.coding.themes.report``.
        rule: of the question that was answered in own words.
    """
    answers = body["answers"]
    counts = {f"theme {each['key']}": each["answers"] for each in body["themes"]}
    counts["no theme"] = body["in_none"]
    if answers is not None and answers < rule.group_base:
        yield f"{body['item']['key']}: {answers} answers are told of"
    for name, people in counts.items():
        if people is None:
            continue
        place = f"{body['item']['key']}, {name}"
        if answers is None:
            yield f"{place}: {people}, beside a total that is hidden"
        elif 0 < people < rule.cell:
            yield f"{place}: {people} answers are fewer than {rule.cell}"
        elif 0 < answers - people < rule.concentration:
            yield f"{place}: all but {answers - people} answers"
