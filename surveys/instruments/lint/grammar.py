"""Small words of six languages that show how a question is built."""

import re
from dataclasses import dataclass

LISTED = re.compile(r"[,،]\s")


@dataclass(frozen=True)
class Grammar:
    """What to look for in one language, as regular expressions without case.

    ``opening`` starts a clause that only sets the scene, up to its comma.
    ``fixed`` are pairs that ask one thing; ``examples`` begin what only explains.
    """

    both: str
    either: str
    opening: str
    fixed: str
    examples: str
    leading: str


GRAMMARS: dict[str, Grammar] = {
    "en": Grammar(
        both=r"\band\b|\bas well as\b",
        either=r"\bor\b",
        opening=r"when|if|since|while|thinking of|think of",
        fixed=r"\bbetween\b.*?\band\b|more or less|and so on|\bor not\b(?=\W*$)|"
        r"(?:he|him|his) or hers?|once or twice|or (?:older|younger|more|less|fewer)",
        examples=r"such as|for example|for instance|\be\.g\.|including|\blike (?=\w+,)",
        leading=r"\b(?:don't|do not|wouldn't|isn't|aren't|shouldn't|can't)"
        r" (?:you|it|we)\b|do you (?:also )?agree that"
        r"|\bhow (?:good|great|bad|terrible|helpful|useful)\b"
        r"|\b(?:obviously|surely|of course|clearly|as everyone knows)\b"
        r"|\b(?:most people|everyone|everybody|experts?) (?:think|know|agree|say)s?\b",
    ),
    "es": Grammar(
        both=r"\b[ye]\b",
        either=r"\b[ou]\b",
        opening=r"cuando|si|desde|piense en|al",
        fixed=r"\bentre\b.*?\by\b|más o menos|él o ella|o (?:más|menos|mayor|no\b)",
        examples=r"\bcomo\b|por ejemplo|incluid[oa]s?",
        leading=r"no (?:cree|piensa|le parece)|está (?:usted )?de acuerdo en que"
        r"|qué tan (?:buen|útil|mal)|\bverdad\?"
        r"|\b(?:por supuesto|obviamente|sin duda)\b|tod(?:o el mundo|os) sabe"
        r"|la mayoría (?:de la gente )?(?:cree|piensa)",
    ),
    "fr": Grammar(
        both=r"\bet\b",
        either=r"\bou\b",
        opening=r"quand|si|s’|depuis|lorsque|pensez à",
        fixed=r"\bentre\b.*?\bet\b|plus ou moins|ou (?:plus|moins|non\b)|et demie?",
        examples=r"\bcomme\b|par exemple|y compris",
        leading=r"ne (?:pensez|trouvez|croyez)-vous pas|n['’]êtes-vous pas"
        r"|êtes-vous d['’]accord (?:pour dire|que|avec le fait)|n['’]est-ce pas"
        r"|\b(?:bien sûr|évidemment|sans aucun doute)\b|tout le monde sait"
        r"|la plupart des gens (?:pensent|savent)|à quel point .* (?:bon|utile)\b",
    ),
    "pl": Grammar(
        both=r"\bi\b|\boraz\b",
        either=r"\blub\b|\balbo\b",
        opening=r"gdy|kiedy|jeśli|jeżeli|gdyby|pomyśl",
        fixed=r"mniej więcej|i tak dalej|raz lub dwa|lub (?:więcej|mniej|starsz\w+)",
        examples=r"na przykład|takie jak|\bnp\.|w tym\b",
        leading=r"czy nie (?:uważasz|sądzisz|myślisz)|czy zgadzasz się, że|nieprawdaż"
        r"|jak (?:dobr|wspaniał|pomocn|zł)\w+|\b(?:oczywiście|na pewno|jasne, że)\b"
        r"|wszyscy wiedzą|większość ludzi (?:uważa|sądzi)",
    ),
    "uk": Grammar(
        both=r"\b[ій]\b|\bта\b",
        either=r"\bабо\b",
        opening=r"коли|якщо|якби|подумайте",
        fixed=r"більш-менш|і так далі|раз або два|або (?:більше|менше|старш\w+)",
        examples=r"наприклад|таких як|зокрема",
        leading=r"чи не (?:вважаєте|думаєте|здається)|чи згодні ви, що"
        r"|\b(?:хіба|невже)\b|наскільки (?:добр|чудов|корисн|поган)\w+"
        r"|\b(?:звісно|звичайно|безумовно)\b"
        r"|(?:усі|всі) знають|більшість людей (?:вважа|дума)",
    ),
    # "And" is written onto the next word; it is seen here only before "the".
    "ar": Grammar(
        both=r"\bوال\w+|\bوهل\b|\bوما\b",
        either=r"\bأو\b",
        opening=r"عندما|إذا|لو|منذ|في آخر",
        fixed=r"\bبين\b.*?\bو\w+|أو (?:أكثر|أقل|لا\b)",
        examples=r"\bمثل\b|على سبيل المثال|بما في ذلك",
        leading=r"\bأ(?:لا|لم) (?:تعتقد|ترى|توافق|تظن)\w*|\bأليس|هل توافق\w* على أن"
        r"|\b(?:طبعا|طبعًا|بالطبع|بالتأكيد|من الواضح)\b|الجميع يعرف|معظم الناس (?:ي\w+)",
    ),
}


def leading_words(text: str, language: str) -> str | None:
    """Return the words that push people to one answer, or None."""
    grammar = GRAMMARS.get(language)
    found = grammar and re.search(grammar.leading, _plain(text), re.IGNORECASE)
    return found[0] if found else None


def joined_by(text: str, language: str) -> tuple[str, bool] | None:
    """Return the word that joins two things asked at once, and whether it is "or".

    A list of three or more with "or" is one thing with examples, and passes.
    """
    grammar = GRAMMARS.get(language)
    if grammar is None:
        return None
    asked = _asked(_plain(text), grammar)
    both = re.search(grammar.both, asked, re.IGNORECASE)
    if both:
        return both[0], False
    either = list(re.finditer(grammar.either, asked, re.IGNORECASE))
    if len(either) != 1 or LISTED.search(asked[: either[0].start()].strip(" ,،")):
        return None
    return either[0][0], True


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("\u00a0", " ")


def _asked(text: str, grammar: Grammar) -> str:
    """Return what a question asks, without scene, fixed pairs and examples."""
    scene = rf"^(?:[^,،]*\d[^,،]*|(?:{_plain(grammar.opening)})\b[^,،.]*)[,،.]"
    text = re.sub(scene, "", text, flags=re.IGNORECASE)
    text = re.sub(
        rf"(?:{grammar.examples}).*?(?=[.?!؟]|$)", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"\d+ (?:\w+ )?\w+ \d+", "", text)
    return re.sub(grammar.fixed, "", text, flags=re.IGNORECASE)
