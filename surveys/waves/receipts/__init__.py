"""The phrase by which somebody finds their own answers again, while a wave is open."""
