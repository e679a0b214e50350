"""How many bytes a form may have.

A proxy before the site has to let as many through (``docs/operations``).
"""

MOST_BYTES_SENT = 512 * 1024
"""What a form may bring, a file with it, where its view says nothing else."""

MOST_BYTES_READ = 4 * 1024 * 1024
"""What a form of words is read up to: a sheet of answers may be so long, and of any
other the words are shown again on the page that refuses it."""
