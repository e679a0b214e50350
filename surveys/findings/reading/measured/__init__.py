"""What stands beside the counts of a question: figures, gaps, weighted shares."""
