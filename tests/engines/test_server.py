"""What a fork server loads is what its workers use."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from pipeline import assemble, settings


def test_kits_that_differ_in_their_records_only_share_one_detector(tmp_path: Path) -> None:
    one = settings.load(audit=tmp_path / "a")
    assert assemble.build(one).detector is assemble.build(replace(one, audit=tmp_path / "b")).detector
    assert assemble.detector(one) is not assemble.detector(replace(one, nlp="md"))


def test_a_worker_that_imports_the_programs_main_module_imports_no_command_line() -> None:
    code = "import sys, pipeline.__main__; sys.exit(any(m in sys.modules for m in ('typer', 'pipeline.cli')))"
    subprocess.run([sys.executable, "-c", code], check=True)
