"""What people of Larkmoor say to each other."""
