"""What other places offer for a question: kept until somebody here takes it up."""
