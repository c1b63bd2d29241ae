"""What is done after something protected was filed: the steps, their times, the replacement file."""

from pipeline.incident.case import Incident, Step, close, incidents, log, open_, replace_filed
from pipeline.incident.declaration import declaration
from pipeline.incident.inbound import Alert, look

__all__ = ["Alert", "Incident", "Step", "close", "declaration", "incidents", "log", "look", "open_", "replace_filed"]
