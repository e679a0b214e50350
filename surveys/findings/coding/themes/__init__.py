"""Themes: what people wrote about, in counts that passed the gate."""
