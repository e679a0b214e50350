"""Members write about a result; moderators decide, and both see what became of it."""

import pytest

WORDS = {"en": "The bus stops at six.", "ar": "الحافلة تتوقف عند السادسة."}
NEWCOMER = {"en": "Rowan", "ar": "روان"}
MODERATORS = ("Yusuf", "Petra")
REASON = "Please leave out the name of the doctor."


def writes_about_a_result(member, words, *, look=True):
    member.page.goto(f"{member.address}/results/autumn/tables")
    member.finds("Talk about this", exact=False).click()
    member.arrives(look=look)
    if not member.page.locator("textarea").count():
        member.taps("Start the conversation", look=look)
    if member.page.get_by_label(member.say("What it is about, in a few words")).count():
        member.fills("What it is about, in a few words", words)
    member.fills("Your message", words)
    member.taps("Send", look=look)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_somebody_joins_comes_back_and_writes_about_a_result(person, language):
    name = NEWCOMER[language]
    member = person(name, language)
    member.opens("/join")
    member.fills("The name you want to go by", name)
    member.taps("Go on")
    phrase = " ".join(member.page.locator("ol.words li").all_inner_texts())
    member.taps("Make my account")
    member.sees("Please write the words down first, then tick the box.")
    member.chooses("I have written the eight words down")
    member.taps("Make my account")
    member.taps("Sign out")
    member.taps("Sign out", inside="main form")
    member.sees("You are signed out.")

    member.opens("/sign-in")
    member.fills("Your name here", name)
    member.fills("Your eight words", "wrong words")
    member.taps("Sign in", inside="main form")
    member.fills("Your eight words", phrase.upper())
    member.taps("Sign in", inside="main form")
    writes_about_a_result(member, WORDS[language])

    member.sees("Waiting for a moderator")
    member.opens("/moderation/mine")
    member.sees("Waiting for a moderator")
    stranger = person("stranger", language)
    stranger.opens("/forum/")
    assert WORDS[language] not in stranger.shows()


def opens_the_newest(moderator):
    moderator.page.goto(f"{moderator.address}/desk/moderation/")
    moderator.page.locator("main h2 a").last.click()


def test_a_moderator_refuses_with_a_reason_that_the_author_sees(person):
    author = person("Moss", is_member=True)
    writes_about_a_result(author, "Doctor Hill told everybody.", look=False)
    yusuf = person("Yusuf", is_member=True)
    yusuf.opens("/desk/moderation/")
    opens_the_newest(yusuf)
    yusuf.looks()
    yusuf.taps("Refuse")
    yusuf.sees("Please choose the rule that it breaks.")
    yusuf.page.locator("main select").select_option(index=1)
    yusuf.fills("If you refuse: your words to the author", REASON)
    yusuf.taps("Refuse")

    author.opens("/moderation/mine")
    author.sees("Not published")
    author.taps("Read why, and what you can do")
    author.sees(REASON)
    author.sees("It says who or where a person is.")
    author.opens("/moderation/")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_of_two_moderators_the_second_is_told_what_the_first_decided(person, language):
    words = f"{WORDS[language]} 2"
    writes_about_a_result(person("Bea", is_member=True), words, look=False)
    yusuf, petra = (person(name, language, is_member=True) for name in MODERATORS)
    for moderator in (yusuf, petra):
        opens_the_newest(moderator)
        moderator.looks()

    yusuf.taps("Publish")
    petra.page.locator("main select").select_option(index=1)
    petra.fills("If you refuse: your words to the author", REASON)
    petra.taps("Refuse")

    assert petra.answer.status == 409
    petra.sees("A colleague was faster")
    petra.sees("Published")
    petra.sees(REASON)
