"""Loaded by the process that children are forked off: it works once, so that they need not learn.

What is imported and made with the first command takes a fifth of a second; each child has it.
"""

from ground import ground
from scribing import write_round

_ALL_KINDS = 15

with ground() as place:
    desk = place.desk()
    write_round(desk, "first", _ALL_KINDS, lambda _: None)
    desk.session.store.faults()
    desk.close()
