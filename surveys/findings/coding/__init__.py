"""What people wrote in their own words: kept apart, coded by two, told as themes."""
