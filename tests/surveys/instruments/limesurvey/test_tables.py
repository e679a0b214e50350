import pytest

from surveys.instruments.limesurvey.tables import read_tables
from surveys.instruments.xlsform.remarks import FileStopped, Reason
from tests.surveys.instruments.limesurvey.small import document, rows


def reason(text: str | bytes) -> Reason:
    with pytest.raises(FileStopped) as stopped:
        read_tables(text if isinstance(text, bytes) else text.encode())
    return stopped.value.remark.reason


def test_rows_have_their_fields_as_texts():
    text = document(rows("questions", {"qid": "1", "title": "a < b & c"}, {"qid": ""}))
    assert read_tables(text.encode()) == {
        "questions": [{"qid": "1", "title": "a < b & c"}, {"qid": ""}]
    }


@pytest.mark.parametrize(
    "text", ["", "not xml", "<document><questions>", b"\xff\xfe\0"]
)
def test_what_is_not_xml_is_refused(text):
    assert reason(text) is Reason.DAMAGED


@pytest.mark.parametrize(
    "text", ["<document/>", "<html><body><p>Hello</p></body></html>"]
)
def test_other_xml_is_refused(text):
    assert reason(text) is Reason.NOT_A_FILE


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;&x;'>]>",
        '<!DOCTYPE a SYSTEM "https://a.example/a.dtd">',
    ],
)
def test_a_document_type_is_refused(declared):
    assert reason(f"{declared}<document>&x;</document>") is Reason.ENTITIES


def test_very_many_fields_are_refused(monkeypatch):
    monkeypatch.setattr("surveys.instruments.limesurvey.tables.MOST_FIELDS", 5)
    many = document(rows("questions", *({"qid": str(n)} for n in range(6))))
    assert reason(many) is Reason.TOO_MANY_CELLS


def test_deep_nesting_is_read_without_falling_in():
    text = f"<document>{'<a>' * 50_000}{'</a>' * 50_000}</document>"
    assert reason(text) is Reason.NOT_A_FILE
