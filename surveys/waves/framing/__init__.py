"""The frame around every page of a survey."""
