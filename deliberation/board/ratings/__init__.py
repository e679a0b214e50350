"""Rating rounds: possible priorities, rated 1 to 9 by the board, twice."""
