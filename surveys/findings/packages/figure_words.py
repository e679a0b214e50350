"""What each line of the file of figures says, in the words that archives expect."""

FIGURE_WORDS = {
    "lower_quartile": "A quarter of the people who answered are at or below it.",
    "median": "Half of the people who answered are at or below it.",
    "upper_quartile": "Three quarters of the people who answered are at or below it.",
    "mean": "Mean of a scale, whose answers count as points.",
    "share_per_person": "Of several answers: the share of people who ticked this one.",
    "mean_place": "Mean place of an answer among those who placed it; the first is 1.",
    "share_per_answer": "Of several answers: the share of all ticks.",
    "answers_per_person": "How many answers a person ticked, on average.",
    "points_per_person": "Borda points: of M answers the first place gives M - 1.",
    "gap": "A group's share less that of the group in compared_with.",
    "ratio": "A group's share over that of the group in compared_with.",
    "groups_apart": "The highest group's share less the lowest one's.",
    "index_of_disparity": "Of Pearcy and Keppel, in percent of everybody's share.",
    "change": "A share less what it was in the survey in since.",
    "gap_change": (
        "A gap less what it was in the survey in since, counted from the side on which "
        "the group in compared_with was ahead then. Its label: widening or narrowing; "
        "detected where chance alone would seldom do it, watch where it is 5 points or "
        "more and could be chance; levelled_down where half of a narrowing or more "
        "comes from that group's own loss; else no_change."
    ),
    "chi_squared": "Pearson's test that the groups shown answered alike.",
    "rao_scott_f": "The same test where the table is weighted, of Rao and Scott.",
    "mean_gap": "A group's mean less that of the group in compared_with.",
    "mean_change": "A mean less what it was in the survey in since.",
    "weighted_share": "Share, each group counting as much as in the population.",
    "weighted_mean": "Mean of a scale, weighted likewise.",
    "weighted_median": "Median of a scale, weighted likewise.",
    "weight": "What a person of the group stands for; 1 on average.",
    "trimmed_weight": "The same, cut: the group still counts for too little.",
    "effective_people": "As how many people without weights all are worth (Kish).",
    "design_effect": "The people over their effective number.",
}
"""All that a line may be called, and what it means."""
