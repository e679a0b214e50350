"""Instruments: versioned sets of questions."""
