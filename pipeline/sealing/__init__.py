"""Papers for a request to seal, and what became of it; it seals nothing, since only a court can."""

from pipeline.sealing.form import Form, Wishes, load
from pipeline.sealing.kit import Built, build
from pipeline.sealing.portion import Portion, portions_of
from pipeline.sealing.state import Kit, kits, move

__all__ = ["Built", "Form", "Kit", "Portion", "Wishes", "build", "kits", "load", "move", "portions_of"]
