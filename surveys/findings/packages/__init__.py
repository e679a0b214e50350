"""Published results to take away: spreadsheet, data package, codebook."""
