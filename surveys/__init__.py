"""From a set of questions to published, protected results."""
