"""The pages of one question of a draft."""
