"""What people wrote in their own words becomes themes and quotes."""
