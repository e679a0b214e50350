"""The codebook of a question: entries with definitions, in versions that all stay."""
