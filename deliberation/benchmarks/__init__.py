"""Benchmarks: indicator, baseline, target, status, gap."""
