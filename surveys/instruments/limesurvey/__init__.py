"""Questionnaires from LimeSurvey: its .lss file in."""
