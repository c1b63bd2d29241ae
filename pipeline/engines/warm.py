"""What a fork server does before it forks workers: it imports every library and loads the models, once for all.

Only a fork server imports this module. What cannot be loaded here is told by the worker that needs it.
"""

import contextlib
import gc
import signal

from pipeline import assemble, settings

signal.signal(signal.SIGINT, signal.SIG_IGN)  # as the server does afterwards: what ends it is its parent's end
usual = gc.get_threshold()
gc.set_threshold(0)  # what is imported is never garbage; `gc.disable()` would not last: spaCy's reader enables it
with contextlib.suppress(Exception):
    assemble.preload(settings.load())
gc.freeze()  # workers share these pages: a collection would write to each
gc.set_threshold(*usual)
