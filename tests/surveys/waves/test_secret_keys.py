from surveys.waves.secret_keys import answer_key, code_key, receipt_key, spending_key

CODE = "ABCD-EFGH-JKMN-PQRS"


def test_one_token_leaves_two_keys_that_say_nothing_of_each_other():
    assert answer_key("token") != spending_key("token")
    assert "token" not in answer_key("token") + spending_key("token")


def test_a_key_is_the_same_however_the_secret_is_typed():
    assert code_key("spring", CODE) == code_key("spring", "abcd efgh jkmn pqrs")
    assert receipt_key(CODE) == receipt_key("abcdefghjkmnpqrs")


def test_a_code_is_for_one_wave_and_no_phrase():
    keys = {code_key("spring", CODE), code_key("autumn", CODE), receipt_key(CODE)}
    assert len(keys) == 3


def test_keys_fit_their_columns():
    for key in (answer_key(""), spending_key("t"), code_key("a", ""), receipt_key("")):
        assert len(key) == 64
