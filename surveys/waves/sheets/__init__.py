"""Pages of a survey, each made from the sheet as it was filled in so far."""
