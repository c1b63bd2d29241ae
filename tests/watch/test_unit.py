"""What `watch --print-unit` prints can be read by systemd and logrotate, whatever the folder is called."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

import pytest

from pipeline.cli import unit


def parts(text: str) -> tuple[str, configparser.ConfigParser, str]:
    """The name of the unit, the unit, and the rules of logrotate."""
    head, _, rest = text.partition("\n")
    service, _, rules = rest.partition("# --- /etc/logrotate.d/")
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(service)
    return head.split("/")[-1].removesuffix(" ---"), read, rules


def test_the_unit_starts_this_program_on_the_matter_and_stops_it_gently() -> None:
    name, read, _ = parts(unit.text(Path("/srv/matters/alder"), "edcal-lr140"))
    service = read["Service"]

    assert name == "prefile-alder.service"
    program, *words = shlex.split(service["ExecStart"])
    assert Path(program).name == "prefile"
    assert words == ["watch", "/srv/matters/alder", "--policy", "edcal-lr140"]
    assert (service["KillSignal"], service["Restart"], service["UMask"]) == ("SIGTERM", "on-failure", "0077")
    assert service["PrivateNetwork"] == "yes"
    assert read["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.parametrize("place", ["/srv/100% sealed", "/srv/it's here"])
def test_a_folder_with_blanks_quotes_or_percent_signs_is_named_whole(place: str) -> None:
    _, read, _ = parts(unit.text(Path(place), None))
    service = read["Service"]

    assert [word.replace("%%", "%") for word in shlex.split(service["ExecStart"])][-1] == place
    assert shlex.split(service["ReadWritePaths"].replace("%%", "%")) == [place]
    assert "%" not in service["ExecStart"].replace("%%", "")


def test_only_the_daemons_messages_are_rotated() -> None:
    _, read, rules = parts(unit.text(Path("/srv/matters/alder"), None))
    log = read["Service"]["StandardError"].removeprefix("append:")

    rotated = [line.split("{")[0].strip() for line in rules.splitlines() if line.endswith("{")]
    assert rotated == [log]
    assert "audit" not in log
    assert rules.count("{") == rules.count("}")
