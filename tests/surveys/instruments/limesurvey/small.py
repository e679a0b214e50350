"""A small questionnaire as LimeSurvey writes it: words in tables of their own."""


def rows(name: str, *found: dict[str, str]) -> str:
    inside = "".join(
        "<row>"
        + "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items())
        + "</row>"
        for row in found
    )
    return f"<{name}><fields/><rows>{inside}</rows></{name}>"


def document(*tables: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document>'
        "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>450</DBVersion>"
        f"<languages><language>en</language></languages>{''.join(tables)}</document>"
    )


def question(number: int, code: str, kind: str, group: int = 1, **more: str):
    return {
        "qid": str(number),
        "parent_qid": "0",
        "sid": "7",
        "gid": str(group),
        "type": kind,
        "title": code,
        "question_order": str(number),
        "mandatory": "N",
        "other": "N",
        "relevance": "1",
    } | more


def part(number: int, parent: int, code: str) -> dict[str, str]:
    return question(number, code, "T") | {"parent_qid": str(parent), "scale_id": "0"}


def words(number: int, text: str, language: str = "en", **more: str):
    return {"qid": str(number), "language": language, "question": text} | more


def answer(number: int, owner: int, code: str, order: int) -> dict[str, str]:
    return {
        "aid": str(number),
        "qid": str(owner),
        "code": code,
        "sortorder": str(order),
        "scale_id": "0",
    }


GROUPS = rows(
    "groups",
    {"gid": "2", "sid": "7", "group_order": "2", "grelevance": 'A2.NAOK == "Y"'},
    {"gid": "1", "sid": "7", "group_order": "1", "grelevance": ""},
) + rows(
    "group_l10ns",
    {"gid": "1", "group_name": "About help", "language": "en"},
    {"gid": "1", "group_name": "Über Hilfe", "language": "de"},
    {"gid": "2", "group_name": "<b>More</b>", "language": "en"},
)
LANGUAGES = rows(
    "surveys", {"sid": "7", "language": "en", "additional_languages": "de"}
) + rows(
    "surveys_languagesettings",
    {
        "surveyls_language": "en",
        "surveyls_title": "Small survey",
        "surveyls_welcometext": "<p>Welcome &amp; thank you.</p>",
    },
    {"surveyls_language": "de", "surveyls_title": "Kleine Umfrage"},
)

SMALL = document(
    GROUPS,
    rows(
        "questions",
        question(1, "A1", "L", other="Y"),
        question(2, "A2", "Y", mandatory="Y", relevance='((A1.NAOK == "x1"))'),
        question(3, "A3", "M", relevance='A2.NAOK == "Y" and !is_empty(A1.NAOK)'),
        question(4, "A4", "T", relevance='A3_s2.NAOK == "Y" or A1.NAOK == "-oth-"'),
        question(5, "A5", "S", relevance="count(A3_s1, A3_s2) > 1"),
        question(6, "B1", "F", group=2),
        question(7, "B2", "N", group=2, preg="/^[0-9]+$/"),
        question(8, "B3", "D", group=2),
        question(9, "B4", "R", group=2),
        question(10, "B5", "5", group=2),
        question(11, "B6", "X", group=2),
        question(12, "B7", "|", group=2),
        question(13, "B8", "G", group=2),
        question(14, "B9", "Q", group=2),
        question(15, "B10", "!", group=2, relevance='B1_r1.NAOK != "o2"'),
        question(16, "B11", "S", group=2),
    ),
    rows(
        "subquestions",
        part(32, 3, "s2") | {"question_order": "2"},
        part(31, 3, "s1") | {"question_order": "1"},
        part(33, 3, "s3") | {"question_order": "3"},
        part(61, 6, "r1"),
        part(62, 6, "r2"),
        part(141, 14, "t1"),
    ),
    rows(
        "question_l10ns",
        words(
            1, "<p>Where did you <strong>ask</strong>?</p>", help="<em>Any place</em>"
        ),
        words(1, "Wo haben Sie gefragt?", "de"),
        words(2, "Did it help? You said {A1.shown}."),
        words(3, "What was hard?"),
        *(words(number, f"Hard thing {number}") for number in (31, 32, 33)),
        *(words(number, f"Question {number}") for number in range(4, 17)),
        words(61, "The room"),
        words(62, "The people"),
        words(141, "First"),
    ),
    rows(
        "answers",
        answer(1, 1, "x1", 1),
        answer(2, 1, "x2", 2),
        answer(3, 6, "o1", 1),
        answer(4, 6, "o2", 2),
        answer(5, 9, "p1", 2),
        answer(6, 9, "p2", 1),
        answer(7, 15, "a", 1),
        answer(8, 15, "b", 2),
    ),
    rows(
        "answer_l10ns",
        {"aid": "1", "answer": "At a library", "language": "en"},
        {"aid": "1", "answer": "In einer Bücherei", "language": "de"},
        *(
            {"aid": str(n), "answer": f"Answer {n}", "language": "en"}
            for n in range(2, 9)
        ),
    ),
    rows(
        "question_attributes",
        {"qid": "3", "attribute": "exclude_all_others", "value": "s3", "language": ""},
        {"qid": "3", "attribute": "max_answers", "value": "2", "language": ""},
        {"qid": "3", "attribute": "min_answers", "value": "1", "language": ""},
        {"qid": "1", "attribute": "random_order", "value": "1", "language": ""},
        {"qid": "7", "attribute": "num_value_int_only", "value": "1", "language": ""},
        {"qid": "7", "attribute": "min_num_value_n", "value": "-5", "language": ""},
        {"qid": "7", "attribute": "max_num_value_n", "value": "99", "language": ""},
        {"qid": "16", "attribute": "hidden", "value": "1", "language": ""},
    ),
    LANGUAGES,
)

OLDER = document(
    rows(
        "groups",
        {"gid": "1", "group_name": "Help", "group_order": "0", "language": "en"},
        {"gid": "1", "group_name": "Hilfe", "group_order": "0", "language": "de"},
    ),
    rows(
        "questions",
        question(1, "Q1", "L")
        | {"question": "Did you?", "language": "en", "help": "?"},
        question(1, "Q1", "L") | {"question": "Haben Sie?", "language": "de"},
        question(2, "Q2", "S", relevance='7X1X1.NAOK == "n"')
        | {"question": "Why?", "language": "en"},
        question(2, "Q2", "S") | {"question": "Warum?", "language": "de"},
    ),
    rows(
        "answers",
        {"qid": "1", "code": "y", "answer": "Yes", "sortorder": "1", "language": "en"},
        {"qid": "1", "code": "n", "answer": "No", "sortorder": "2", "language": "en"},
        {"qid": "1", "code": "y", "answer": "Ja", "sortorder": "1", "language": "de"},
        {"qid": "1", "code": "n", "answer": "Nein", "sortorder": "2", "language": "de"},
    ),
    LANGUAGES,
)
"""The same as versions up to 3 write it: a row for each language."""
