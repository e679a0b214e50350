"""Questions from one place to another: what may go, and what comes in as a draft."""
