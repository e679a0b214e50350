"""Questionnaires as XLSForm: a spreadsheet in, a spreadsheet out."""
