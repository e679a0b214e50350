"""Corrected releases: what may still change of results, and when that is safe."""
