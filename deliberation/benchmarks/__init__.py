"""Benchmarks: indicator, baseline, target, status and gap."""
