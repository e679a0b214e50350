"""Pages of a release that are finished once and kept: a release never changes."""
