"""The fictional community of Larkmoor, built by the services that the pages call."""
