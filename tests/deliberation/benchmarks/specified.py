"""What BM-2 says of itself before a board is asked to adopt it."""

from datetime import date

from deliberation.benchmarks.specification import Specification

WHOLE = Specification(
    title={"en": "First contact within 4 weeks"},
    why={"en": "Waiting makes everything harder."},
    right_served="dignity",
    kind="quality",
    numerator=("soon",),
    denominator="asked",
    higher_is_better=True,
    target_date=date(2027, 12, 31),
    owner_id=1,
    consequence={"en": "The body explains itself in public."},
    harm_to_watch={"en": "Villages may be left behind."},
    breakdown="area",
    reference_group="town",
    compared_group="rural",
)
