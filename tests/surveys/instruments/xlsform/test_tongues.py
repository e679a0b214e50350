import pytest

from surveys.instruments.xlsform.tongues import NAMES, code_of, name_of


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Deutsch (de)", "de"),
        ("English(en)", "en"),
        ("Whatever ( uk )", "uk"),
        ("Português (pt-BR)", "pt-BR"),
        ("FR (FR)", "fr"),
        ("english", "en"),
        ("Arabic", "ar"),
        ("العربية", "ar"),
        ("  polski ", "pl"),
        ("de", "de"),
        ("zh-Hant", "zh-Hant"),
        ("Klingon", None),
        ("Deutsch (?)", None),
        ("", None),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(written, code):
    assert code_of(written) == code


def test_a_code_written_as_a_header_is_read_as_that_code():
    for code in [*NAMES, "pt-BR", "xy"]:
        assert code_of(name_of(code)) == code


def test_no_name_stands_for_two_languages():
    names = [name.casefold() for both in NAMES.values() for name in set(both)]
    assert len(names) == len(set(names))
