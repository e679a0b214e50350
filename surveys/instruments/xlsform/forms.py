"""The form for a file of questions, and words for all that may come up in one."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import Optional, Regexp

from surveys.instruments.faults.forms import reason_in_words
from surveys.instruments.forms import ASKS_WHO
from surveys.instruments.structure import SLUG
from surveys.instruments.xlsform.remarks import Reason, Remark

WORDS = {
    "questions.stale": _l(
        "These questions were not checked on this site. Please choose the file again."
    ),
}

BUSY = _l("Another file is being read. Please try again in a minute.")
REASON_WORDS: Mapping[Reason, object] = {
    Reason.TOO_LARGE: _l("The file is too large."),
    Reason.NOT_A_FILE: _l("This is neither an XLSForm (.xlsx) nor a LimeSurvey file."),
    Reason.DAMAGED: _l("The file is damaged or incomplete and cannot be read."),
    Reason.LOCKED: _l("The file is locked with a password."),
    Reason.MACROS: _l("The file has macros. Please save it without them, as .xlsx."),
    Reason.OUTSIDE: _l("The file has links to other files, or objects inside it."),
    Reason.ENTITIES: _l("The file declares a document type, which no such file needs."),
    Reason.FORMULA: _l("This cell has a formula. Please write what it comes to."),
    Reason.TOO_FAR: _l("The sheet goes on to cell %(cell)s, which is much too far."),
    Reason.TOO_MANY_CELLS: _l("There are too many cells."),
    Reason.BOMB: _l("The file takes up too much when it is unpacked."),
    Reason.TOO_SLOW: _l("The file takes too long to read."),
    Reason.BUSY: BUSY,
    Reason.GAP: _l("There are more than 60 empty rows from here, and then more."),
    Reason.COLUMN_TWICE: _l("A column stands there twice. (%(said)s)"),
    Reason.NO_SURVEY: _l("There is no sheet called survey."),
    Reason.TOO_MANY_QUESTIONS: _l(
        "There are more than %(most)s questions, each round of a repeat counted."
    ),
    Reason.NO_NAME: _l("This row needs a name."),
    Reason.NAME_TWICE: _l("The name %(name)s was there before."),
    Reason.NO_LIST: _l("There is no list %(list)s in the sheet choices."),
    Reason.NOT_BEGUN: _l("This ends a group or a repeat that did not begin."),
    Reason.NOT_ENDED: _l("This group or repeat does not end."),
    Reason.REPEAT_INSIDE: _l("A repeat cannot stand inside another one."),
    Reason.ONLY_YES_OR_NO: _l("Only yes or no can stand in the column required."),
    Reason.WHICH_LANGUAGE: _l(
        "Which language is %(language)s? Please write its code in brackets, such as "
        "Deutsch (de)."
    ),
    Reason.UNREADABLE: _l("What stands in %(column)s cannot be read."),
    Reason.TELLS_WHO: _l(
        "%(name)s (%(type)s) is left out: it would tell who answered, when or where."
    ),
    Reason.KEPT_AS_NOTE: _l(
        "%(name)s is kept as a note: a question of type %(type)s cannot be asked here."
    ),
    Reason.LEFT_OUT: _l("%(name)s (%(type)s) is left out: it shows and asks nothing."),
    Reason.NO_WORDS: _l("%(name)s is left out: it has no words."),
    Reason.CHOICE_TWICE: _l(
        "The list %(list)s has a choice %(name)s already. This one is left out."
    ),
    Reason.RENAMED: _l(
        "%(name)s is called %(key)s here: a name is letters, digits and any of _ . -"
    ),
    Reason.COLUMN_UNUSED: _l("The column %(column)s is not used."),
    Reason.DEFAULT_LEFT_OUT: _l("The default is left out: %(default)s"),
    Reason.OTHER_LANGUAGE: _l(
        "There are no words in %(language)s. This stands there instead: %(words)s"
    ),
    Reason.NAMES_NOBODY: _l(
        "The words name %(name)s, which is not asked. The name is taken out."
    ),
    Reason.NEVER: _l(
        "%(name)s has no answer %(option)s, so this part of the condition never holds."
    ),
    Reason.ROUNDS: _l("There are %(most)s rounds at the most."),
    Reason.WORKED_OUT: _l(
        "%(name)s has a calculation, so it is worked out and not asked."
    ),
    Reason.HEADS_TABLE: _l("%(name)s only heads a table. It is kept as a note."),
    Reason.CONSENT_IS_BLANK: _l(
        "The file has no consent text. There is one now whose [blanks] you fill in."
    ),
    Reason.FORMATTING: _l("Bold, colours and the like are left out of the words."),
    Reason.CONDITION_LEFT_OUT: _l(
        "The condition is left out, so everybody is asked: %(condition)s"
    ),
    Reason.SETTING_LEFT_OUT: _l("The setting %(setting)s is left out: %(value)s"),
    Reason.ASKS_WHO: ASKS_WHO,
}


class FileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Which file, and under which name it is kept."""

    file = FileField(
        _l("File"), [FileRequired(_l("Please choose a file from your computer."))]
    )
    slug = StringField(
        _l("Its name in addresses"),
        [
            Optional(),
            Regexp(
                rf"^{SLUG.pattern}$",
                message=_l("Please use only small letters, digits and single hyphens."),
            ),
        ],
    )


class KeepForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The questions that were checked, signed."""

    checked = HiddenField()


def remark_words(remark: Remark) -> str:
    """Return a remark in the reader's language, with its place before it.

    What the engine says of an expression is in English where there are no words.
    """
    if remark.reason is Reason.SAID:
        said = remark.facts["said"]
        words = reason_in_words(said) or said
    else:
        words = str(REASON_WORDS[remark.reason]) % remark.facts
    place = _place(remark.place)
    return f"{place}: {words}" if place else words


def lines(remarks: Iterable[Remark]) -> list[str]:
    """Return the words of remarks, each once."""
    return list(dict.fromkeys(map(remark_words, remarks)))


def _place(place: str) -> str:
    sheet, row, number = place.partition(", row ")
    if row:
        return str(_("%(sheet)s, row %(row)s", sheet=sheet, row=number))
    return place
