"""How many people of Larkmoor gave each answer in each of its three waves.

Fictional, and fixed: the shares of six benchmarks, the languages and the modes are
those of the published table, and each part adds up to its whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Quota = Mapping[str, int]
"""People per answer; the empty answer is a question that was skipped."""


@dataclass(frozen=True)
class WaveQuotas:
    """One wave: people per language, mode and answer.

    ``everyone`` are quotas over all people, ``asked`` over those who asked for help
    (A2 yes or gave up), by area, ``used`` over those who used a service (B0 yes).
    """

    language: Quota
    mode: Quota
    asked_for_help: Quota
    area: Quota
    everyone: Mapping[str, Quota]
    asked: Mapping[str, Mapping[str, Quota]]
    used: Mapping[str, Quota]

    @property
    def people(self) -> int:
        """How many people answered."""
        return sum(self.language.values())


def _agreement(strong: int, agree: int, neither: int, no: int, never: int) -> Quota:
    return {
        "strongly_agree": strong,
        "agree": agree,
        "neither": neither,
        "disagree": no,
        "strongly_disagree": never,
    }


def _waiting(week: int, month: int, later: tuple[int, int, int, int]) -> Quota:
    three_months, longer, still_waiting, gave_up = later
    return {
        "same_week": week,
        "four_weeks": month,
        "three_months": three_months,
        "longer": longer,
        "still_waiting": still_waiting,
        "gave_up": gave_up,
    }


SPRING = WaveQuotas(
    language={"en": 412, "ar": 71, "uk": 64, "es": 31, "fr": 27, "pl": 7},
    mode={"web": 471, "paper": 88, "assisted": 53},
    asked_for_help={"yes": 290, "gave_up": 48, "no": 244, "prefer_not": 30},
    area={"town": 420, "rural": 192},
    everyone={
        "A1": {"myself": 286, "someone": 112, "both": 74, "no": 110, "prefer_not": 30},
        "A7": {"yes": 251, "not_sure": 230, "no": 131},
        "A8": {"yes": 61, "no": 526, "prefer_not": 25},
        "A10a": {
            "not_at_all": 150,
            "a_little": 214,
            "quite_a_lot": 160,
            "very_much": 88,
        },
        "A10b": {
            "not_at_all": 162,
            "a_little": 198,
            "quite_a_lot": 158,
            "very_much": 94,
        },
        "A10c": {
            "not_at_all": 171,
            "a_little": 190,
            "quite_a_lot": 149,
            "very_much": 102,
        },
        "A12": {"yes": 269, "no": 190, "does_not_apply": 121, "prefer_not": 32},
        "A13": {"yes": 188, "partly": 219, "no": 108, "not_sure": 97},
        "C6": _agreement(98, 226, 142, 94, 52),
        "C7": _agreement(34, 118, 168, 178, 114),
        "age": {
            "age_16_24": 44,
            "age_25_44": 236,
            "age_45_64": 214,
            "age_65_plus": 118,
        },
        "gender": {"woman": 300, "man": 285, "another": 9, "prefer_not": 18},
        "access": {"yes": 96, "no": 516},
        "carer": {"yes": 128, "no": 484},
    },
    asked={
        "town": {"A3": _waiting(35, 60, (60, 35, 28, 20))},
        "rural": {"A3": _waiting(12, 22, (24, 18, 14, 10))},
        "": {"A6": {"always": 120, "sometimes": 102, "no": 60, "not_needed": 56}},
    },
    used={
        "B1": _agreement(80, 124, 52, 33, 20),
        "B2": _agreement(72, 118, 58, 39, 22),
        "B3": _agreement(58, 110, 68, 47, 26),
        "B4": _agreement(70, 102, 74, 40, 23),
        "B5": _agreement(50, 98, 60, 60, 41),
        "B6": _agreement(66, 116, 70, 36, 21),
        "B7": _agreement(69, 121, 59, 38, 22),
        "B8": _agreement(61, 112, 71, 40, 25),
        "B9": {"yes": 118, "partly": 81, "no": 72, "none_promised": 38},
        "B10": _agreement(47, 101, 83, 50, 28),
    },
)

SUMMER = WaveQuotas(
    language={"en": 370, "ar": 64, "uk": 57, "es": 27, "fr": 22, "pl": 8},
    mode={"web": 430, "paper": 71, "assisted": 47},
    asked_for_help={"yes": 262, "gave_up": 39, "no": 219, "prefer_not": 28},
    area={"town": 366, "rural": 182},
    everyone={
        "A1": {"myself": 258, "someone": 98, "both": 66, "no": 98, "prefer_not": 28},
        "A7": {"yes": 236, "not_sure": 201, "no": 111},
        "A8": {"yes": 72, "no": 453, "prefer_not": 23},
        "A10a": {
            "not_at_all": 137,
            "a_little": 193,
            "quite_a_lot": 141,
            "very_much": 77,
        },
        "A10b": {
            "not_at_all": 148,
            "a_little": 178,
            "quite_a_lot": 140,
            "very_much": 82,
        },
        "A10c": {
            "not_at_all": 155,
            "a_little": 171,
            "quite_a_lot": 132,
            "very_much": 90,
        },
        "A12": {"yes": 214, "no": 192, "does_not_apply": 112, "prefer_not": 30},
        "A13": {"yes": 179, "partly": 194, "no": 91, "not_sure": 84},
        "C6": _agreement(90, 205, 126, 82, 45),
        "C7": _agreement(33, 110, 151, 155, 99),
        "age": {
            "age_16_24": 46,
            "age_25_44": 204,
            "age_45_64": 190,
            "age_65_plus": 108,
        },
        "gender": {"woman": 270, "man": 252, "another": 8, "prefer_not": 18},
        "access": {"yes": 88, "no": 460},
        "carer": {"yes": 115, "no": 433},
    },
    asked={
        "town": {"A3": _waiting(42, 68, (43, 24, 17, 11))},
        "rural": {"A3": _waiting(12, 20, (23, 18, 13, 10))},
        "": {"A6": {"always": 121, "sometimes": 80, "no": 46, "not_needed": 54}},
    },
    used={
        "B1": _agreement(74, 113, 46, 29, 19),
        "B2": _agreement(68, 110, 50, 34, 19),
        "B3": _agreement(57, 105, 58, 39, 22),
        "B4": _agreement(66, 95, 64, 35, 21),
        "B5": _agreement(64, 107, 47, 38, 25),
        "B6": _agreement(63, 107, 60, 32, 19),
        "B7": _agreement(66, 111, 52, 32, 20),
        "B8": _agreement(58, 104, 62, 35, 22),
        "B9": {"yes": 114, "partly": 73, "no": 60, "none_promised": 34},
        "B10": _agreement(46, 95, 73, 43, 24),
    },
)

AUTUMN = WaveQuotas(
    language={"en": 428, "ar": 72, "uk": 63, "es": 33, "fr": 26, "pl": 9},
    mode={"web": 489, "paper": 86, "assisted": 56},
    asked_for_help={"yes": 309, "gave_up": 37, "no": 254, "prefer_not": 31},
    area={"town": 436, "rural": 195},
    everyone={
        "A1": {"myself": 299, "someone": 114, "both": 77, "no": 110, "prefer_not": 31},
        "A7": {"yes": 297, "not_sure": 215, "no": 119},
        "A8": {"yes": 92, "no": 513, "prefer_not": 26},
        "A10a": {
            "not_at_all": 157,
            "a_little": 222,
            "quite_a_lot": 163,
            "very_much": 89,
        },
        "A10b": {
            "not_at_all": 169,
            "a_little": 206,
            "quite_a_lot": 161,
            "very_much": 95,
        },
        "A10c": {
            "not_at_all": 178,
            "a_little": 199,
            "quite_a_lot": 151,
            "very_much": 103,
        },
        "A12": {"yes": 227, "no": 241, "does_not_apply": 129, "prefer_not": 34},
        "A13": {"yes": 214, "partly": 222, "no": 101, "not_sure": 94},
        "C6": _agreement(105, 237, 144, 93, 52),
        "C7": _agreement(42, 134, 174, 173, 108),
        "age": {
            "age_16_24": 61,
            "age_25_44": 233,
            "age_45_64": 216,
            "age_65_plus": 121,
        },
        "gender": {"woman": 312, "man": 290, "another": 9, "prefer_not": 20},
        "access": {"yes": 101, "no": 530},
        "carer": {"yes": 132, "no": 499},
    },
    asked={
        "town": {"A3": _waiting(55, 83, (51, 26, 19, 12))},
        "rural": {"A3": _waiting(11, 19, (25, 19, 15, 11))},
        "": {"A6": {"always": 142, "sometimes": 88, "no": 51, "not_needed": 65}},
    },
    used={
        "B1": _agreement(86, 130, 52, 33, 21),
        "B2": _agreement(80, 126, 57, 38, 21),
        "B3": _agreement(68, 121, 65, 43, 25),
        "B4": _agreement(77, 110, 72, 39, 24),
        "B5": _agreement(83, 130, 48, 37, 24),
        "B6": _agreement(73, 123, 68, 36, 22),
        "B7": _agreement(76, 128, 59, 37, 22),
        "B8": _agreement(67, 120, 70, 40, 25),
        "B9": {"yes": 139, "partly": 84, "no": 63, "none_promised": 36},
        "B10": _agreement(56, 111, 80, 47, 28),
    },
)

WAVES = {"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN}
