"""Reading results, tested."""
