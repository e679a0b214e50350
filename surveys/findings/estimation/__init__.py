"""Estimates from weighted records, with the errors that R's survey package gives them.

Pure Python: result pages call it, and no web worker may load a heavy library.
"""
