"""A Send, from the page to the batch."""
