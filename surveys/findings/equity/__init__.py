"""How far groups lie apart: gaps, their change, and one figure for several groups."""
