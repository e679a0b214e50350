"""From priorities to benchmarks, proposals and the answers to them."""
