"""Making results in the background: asked for on the desk, made by a worker."""
