"""What changed for somebody, and why the board chose their story."""
