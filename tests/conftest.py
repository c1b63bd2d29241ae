"""How property tests draw: the same examples in every run of `make test`, new ones with `--hypothesis-profile roam`.

What refuses a change must refuse it again on the next machine; the hunt for new examples is a run of its own.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("roam", deadline=None, print_blob=True)
settings.load_profile("fixed")
