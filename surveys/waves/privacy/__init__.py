"""The linkage attack on everything that is stored: ``selftest privacy``."""
