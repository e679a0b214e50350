"""The report of a cycle, tested."""
