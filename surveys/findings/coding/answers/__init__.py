"""Two coders read what people wrote: apart first, then together."""
