import pytest

from surveys.instruments.lint.grammar import joined_by, leading_words


@pytest.mark.parametrize(
    ("language", "question", "word"),
    [
        ("en", "Was the place clean and easy to reach?", "and"),
        ("en", "In the last 4 weeks, did you feel calm and rested?", "and"),
        ("en", "The staff were kind as well as quick.", "as well as"),
        ("es", "¿El lugar estaba limpio y cerca de su casa?", "y"),
        ("fr", "Le lieu était-il propre et proche de chez vous ?", "et"),
        ("pl", "Czy było tam czysto i blisko?", "i"),
        ("uk", "Чи було там чисто та близько?", "та"),
        ("ar", "هل أعجبك المكان والموظفون؟", "والموظفون"),
    ],
)
def test_two_things_in_one_question_are_found(language, question, word):
    assert joined_by(question, language) == (word, False)


@pytest.mark.parametrize(
    ("language", "question", "word"),
    [
        ("en", "Did you feel safe or welcome?", "or"),
        ("es", "¿Le escucharon o le explicaron el plan?", "o"),
        ("fr", "Vous a-t-on écouté ou conseillé ?", "ou"),
        ("pl", "Czy ktoś cię wysłuchał lub doradził?", "lub"),
        ("uk", "Чи вас вислухали або порадили щось?", "або"),
        ("ar", "هل استمعوا إليك أو نصحوك؟", "أو"),
    ],
)
def test_one_or_the_other_is_told_apart_from_both(language, question, word):
    assert joined_by(question, language) == (word, True)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Was the place easy to reach?"),
        ("en", "Do you need help, such as an interpreter and large print?"),
        ("en", "How many weeks were there between asking and the first talk?"),
        ("en", "Did you wait 2 or 3 weeks?"),
        ("en", "Are you 16 or older?"),
        ("en", "Does it get in the way of work, study or caring?"),
        ("en", "When you or someone close asked, was there an answer?"),
        ("en", "Do you understand the candidates' brand?"),
        ("es", "¿Cuánto tiempo pasó entre la llamada y la visita?"),
        ("fr", "Combien de temps entre l’appel et la visite ?"),
        ("uk", "Чи потрібна вам підтримка, наприклад перекладач і великий шрифт?"),
        ("pl", "Czy chcesz pomocy, na przykład tłumacza i dużego druku?"),
        ("ar", "هل كان المكان أو الموقع أو الاتصال مناسبًا؟"),
        ("ar", "هل وصلت في الوقت المناسب؟"),
        ("de", "War es sauber und nah?"),
    ],
)
def test_examples_spans_numbers_and_lists_are_one_thing(language, question):
    assert joined_by(question, language) is None


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "Don't you think the wait is too long?", "Don't you"),
        ("en", "Don’t you agree?", "Don't you"),
        ("en", "Do you agree that the council should pay?", "Do you agree that"),
        ("en", "How good was the service?", "How good"),
        ("en", "Most people think waiting is hard. Do you?", "Most people think"),
        ("es", "¿No cree que la espera es larga?", "No cree"),
        ("es", "La espera es larga, ¿verdad?", "verdad?"),
        ("fr", "Ne pensez-vous pas que c’est trop long ?", "Ne pensez-vous pas"),
        ("fr", "C’est trop long, n’est-ce pas ?", "n'est-ce pas"),
        ("pl", "Czy nie uważasz, że trzeba czekać za długo?", "Czy nie uważasz"),
        ("pl", "Jak dobra była pomoc?", "Jak dobra"),
        ("uk", "Чи не вважаєте ви, що чекати задовго?", "Чи не вважаєте"),
        ("uk", "Хіба це не задовго?", "Хіба"),
        ("ar", "ألا تعتقد أن الانتظار طويل؟", "ألا تعتقد"),
        ("ar", "أليس الانتظار طويلًا؟", "أليس"),
    ],
)
def test_words_that_push_are_found(language, question, words):
    assert leading_words(question, language) == words


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How was the service?"),
        ("en", "How much did it help?"),
        ("en", "Do you agree or disagree with this sentence?"),
        ("es", "¿Cómo fue el servicio?"),
        ("fr", "Comment s’est passé l’accueil ?"),
        ("pl", "Jaka była pomoc?"),
        ("uk", "Якою була допомога?"),
        ("ar", "كيف كانت الخدمة؟"),
        ("de", "Finden Sie nicht auch?"),
    ],
)
def test_a_plain_question_pushes_nobody(language, question):
    assert leading_words(question, language) is None
