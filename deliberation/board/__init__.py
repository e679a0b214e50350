"""The advisory board: seats, rating rounds, motions and ballots."""
