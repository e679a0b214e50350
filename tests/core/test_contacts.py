import os
from datetime import date, timedelta

import pytest

from core.contacts import (
    Contacts,
    ContactsRefused,
    contacts_to_show,
    read_contacts,
)

LINE = """
emergency = "112"
[[contacts]]
name = {en = "Listening line", ar = "خط الاستماع"}
shown = "0800 000 000"
link = "tel:0800000000"
note = "Every evening"
checked = 2026-11-01
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "contacts.toml"


def test_nothing_is_shipped_for_any_place(file):
    assert read_contacts(file) == Contacts()


def test_a_place_s_own_contacts_are_read_in_their_languages(file):
    file.write_text(LINE, encoding="utf-8")

    found = read_contacts(file)

    (line,) = found.people
    assert found.emergency == "112"
    assert line.name["ar"] == "خط الاستماع"
    assert line.note == {"en": "Every evening"}


def test_a_number_that_nobody_checked_for_ninety_days_is_stale(file):
    file.write_text(LINE, encoding="utf-8")
    (line,) = read_contacts(file).people

    assert line.is_fresh(line.checked + timedelta(days=90))
    assert not line.is_fresh(line.checked + timedelta(days=91))
    assert line.checked == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("tel:0800000000", "javascript:alert(1)"), "a link begins with"),
        (("checked = 2026-11-01", 'checked = "lately"'), "checked is a day"),
        (('shown = "0800 000 000"', ""), "shown"),
        (("[[contacts]]", "[[contacts"), "contacts.toml"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_the_reason(file, change, reason):
    file.write_text(LINE.replace(*change), encoding="utf-8")

    with pytest.raises(ContactsRefused, match=reason):
        read_contacts(file)


def test_pages_show_what_was_written_last(file):
    assert contacts_to_show(file) == Contacts()
    file.write_text(LINE, encoding="utf-8")
    assert contacts_to_show(file).emergency == "112"
    file.write_text(LINE.replace("112", "999"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert contacts_to_show(file).emergency == "999"


def test_a_page_stands_whatever_is_in_the_file(file):
    file.write_text("contacts = 7", encoding="utf-8")
    assert contacts_to_show(file) == Contacts()
