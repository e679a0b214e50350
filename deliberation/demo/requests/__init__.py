"""What the board of Larkmoor asks for, and what it is told."""
