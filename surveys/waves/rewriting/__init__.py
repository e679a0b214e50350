"""Writing a table anew, so that nothing in it tells when a row came."""
