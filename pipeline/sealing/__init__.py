"""Papers for a request to seal, and what became of it; it seals nothing, since only a court can.

`kit` and `reference` are imported where they are used, since they load the libraries that write documents.
"""

from pipeline.sealing.form import Form, Wishes, load
from pipeline.sealing.portion import Portion, portions_of
from pipeline.sealing.state import Kit, kits, move

__all__ = ["Form", "Kit", "Portion", "Wishes", "kits", "load", "move", "portions_of"]
