"""What the board of Larkmoor rates, sets and decides."""
