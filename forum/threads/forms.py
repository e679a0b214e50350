"""Forms of the conversations: parse what is typed, give problem codes words."""

import secrets
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)

from accounts.forms import MemberForm
from core.i18n import language
from core.settings import LANGUAGES
from forum.threads import post_text
from forum.threads.personal_details import Detail
from forum.threads.service import Draft

WORDS = {
    "post.empty": _l("Please write your message."),
    "post.too_long": _l("A message has at most 10,000 letters. Please shorten it."),
    "post.other_text": _l(
        "You have sent a message from this form already. "
        "If you want to send this one too, please press the button once more."
    ),
    "post.key": _l("Please send your message once more."),
    "post.sign_in": _l(
        "You are signed out. Your message is still here: "
        "sign in on another page, come back and send it again."
    ),
    "post.not_kept": _l(
        "We could not keep your message just now. It is still here: "
        "please send it again in a minute."
    ),
    "post": _l(
        "You have written very much in a short time. "
        "Your message is still here: please send it in ten minutes."
    ),
    "title.empty": _l("Please say in a few words what it is about."),
    "title.too_long": _l("A title has at most 120 letters. Please shorten it."),
    "thread.locked": _l("This conversation is closed to new messages."),
    "thread": _l("There is no such conversation."),
    "result": _l("There is no such result."),
    "instrument.unknown": _l("There are no such questions."),
}
"""Words for the codes of this room, for its forms and for the error pages."""

DETAIL_WORDS = {
    Detail.EMAIL: _l("an e-mail address"),
    Detail.PHONE: _l("a phone number"),
}


def new_key() -> str:
    """Return a key for one form: whatever it sends twice is one post."""
    return secrets.token_urlsafe(24)


class PostForm(MemberForm):
    """One message."""

    words: Mapping[str, object] = WORDS
    """What refusals are called; a room above this one adds its own."""

    body = TextAreaField(_l("Your message"))
    language = SelectField(
        _l("Language of your message"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        default=language,
    )
    key = HiddenField(default=new_key)

    def validate_body(self, field: TextAreaField) -> None:
        """Let the rules for texts judge."""
        problem = post_text.problem(post_text.clean(field.data or ""))
        if problem is not None:
            raise ValidationError(WORDS[f"post.{problem}"])

    def typed(self) -> str:
        """Return everything that others would read."""
        return str(self.body.data or "")

    def draft(self) -> Draft:
        """Return what the form sends."""
        return Draft(self.body.data, self.key.data or "", self.language.data)

    def refuse(self, code: str) -> None:
        """Show a refusal beside the text, and make the next sending a new one."""
        self.body.errors = [self.words[code]]
        if code in {"post.other_text", "post.key"}:
            self.key.data = new_key()


class TitledForm(PostForm):
    """What it is about, and the first message."""

    title = StringField(_l("What it is about, in a few words"))

    def validate_title(self, field: StringField) -> None:
        """Let the rules for titles judge."""
        title = post_text.clean_title(field.data or "")
        problem = post_text.problem(title, longest=post_text.LONGEST_TITLE)
        if problem is not None:
            raise ValidationError(WORDS[f"title.{problem}"])

    def typed(self) -> str:
        """Return everything that others would read."""
        return f"{self.title.data or ''}\n{super().typed()}"


class ThreadForm(TitledForm):
    """A new conversation, perhaps about a result or a set of questions."""

    about = HiddenField()
    questions = HiddenField()

    def result_id(self) -> int | None:
        """Return the result that it is about, if any."""
        return _id_in(self.about)

    def version_id(self) -> int | None:
        """Return the version of questions that it is about, if any."""
        return _id_in(self.questions)


def _id_in(field: HiddenField) -> int | None:
    typed = field.data or ""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
