"""Pages of results that are made before anybody asks for them."""
