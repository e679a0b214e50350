"""What a helper chooses from, and what is said before the first question."""

from flask_babel import lazy_gettext as _l

from surveys.waves.mode import Mode

MODES = {
    Mode.ASSISTED: _l("I read the questions to somebody who is with me"),
    Mode.PHONE: _l("I read the questions to somebody on the phone"),
    Mode.PAPER: _l("I type in a paper form"),
}

TO_SAY = {
    Mode.ASSISTED: (
        _l("“I read the questions and you say the answers. You can see this page.”"),
        _l("“You can skip any question, and you can stop at any time.”"),
        _l(
            "“Nobody will know that these answers are yours. I cannot read them later.”"
        ),
        _l("“I have to keep what you say to myself. Do you want to take part?”"),
    ),
    Mode.PHONE: (
        _l("“Can you talk freely where you are? We can also speak at another time.”"),
        _l(
            "“I read the questions and you say the answers. You can skip any question.”"
        ),
        _l(
            "“Nobody will know that these answers are yours. I cannot read them later.”"
        ),
        _l("“I have to keep what you say to myself. Do you want to take part?”"),
    ),
    Mode.PAPER: (
        _l("Type only what stands on the paper. Leave out what you cannot read."),
        _l(
            "If the box of agreement on the paper is not ticked, do not type it in: "
            "the person did not agree."
        ),
    ),
}
"""What to say, or to do, before the box of agreement is ticked, by mode."""
