from surveys.waves.anonymity import Anonymity
from surveys.waves.kept import Fact, what_is_kept


def test_what_is_kept_follows_from_the_mode():
    opened, coded, counters = (what_is_kept(mode) for mode in Anonymity)
    assert Fact.CODE not in opened
    assert set(coded) - set(opened) == {Fact.CODE}
    assert not {Fact.ANSWERS, Fact.PHRASE} & set(counters)
    assert {Fact.COUNTS, Fact.NO_TEXT, Fact.NO_WAY_BACK} < set(counters)


def test_a_channel_is_spoken_of_where_there_is_one():
    assert Fact.CHANNEL not in what_is_kept("open")
    assert Fact.CHANNEL in what_is_kept("open", channel=True)


def test_the_answers_come_first_and_nothing_is_said_twice():
    facts = what_is_kept("coded", channel=True)
    assert facts[0] is Fact.ANSWERS
    assert len(set(facts)) == len(facts)
    said = {fact for mode in Anonymity for fact in what_is_kept(mode, channel=True)}
    assert said == set(Fact)
