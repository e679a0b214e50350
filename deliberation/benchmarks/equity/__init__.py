"""Whether a benchmark is the same for everybody: every group, in every survey."""
