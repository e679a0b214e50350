"""At which page people stop: counts of those who agreed to it, and of nobody else."""
