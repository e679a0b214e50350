"""The joint audit: what follows from everything that is published of a wave.

Written apart from the gate and sharing no code with it: what one of them overlooks
the other is to find. `survey` says what everybody knows beforehand, `layout` which
unknowns there are, `structure` and `published` which equations hold, `bounds` how far
they leave a number open, `verdict` whether that is far enough, `hiding` what is taken
out if it is not.
"""
