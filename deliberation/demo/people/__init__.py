"""Who lives in Larkmoor."""
