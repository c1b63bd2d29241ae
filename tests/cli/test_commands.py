"""What commands print, and that their help and the README tell the truth about them."""

from __future__ import annotations

import importlib
import json
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from pipeline.cli.app import COMMANDS as LISTED
from pipeline.cli.app import MODULES, app
from pipeline.nouns import Outcome
from tests.builders import filed
from tests.cli.run import Shell

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Her Social Security number is 000-12-3456, she said."


for module in set(MODULES.values()):
    importlib.import_module(f"pipeline.cli.{module}")


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that does something, by the words that call it."""
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())
        else:
            yield name, command


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert command.help.strip().endswith(".")
    assert [p.name for p in command.params if p.name != "help" and not getattr(p, "help", "")] == []


def test_the_list_of_commands_is_what_their_modules_register() -> None:
    group: Any = typer.main.get_command(app)
    registered = {info.name or info.callback.__name__ for info in (*app.registered_commands, *app.registered_groups)}
    assert registered == set(LISTED)
    first = {name: " ".join(command.help.split("\n\n")[0].split()) for name, command in group.commands.items()}
    assert first == LISTED


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_what_asks_for_no_command_loads_none(word: str) -> None:
    heavy = {"numpy", "pikepdf", "pypdfium2", "pipeline.core"}
    code = f"import atexit, sys; atexit.register(lambda: print(sorted(set(sys.modules) & {heavy})))"
    code += "; from pipeline.cli.app import main; main()"
    shown = subprocess.run([sys.executable, "-c", code, word], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_the_readme_lists_exactly_the_commands_that_exist() -> None:
    listed = re.findall(r"^\| `prefile ([a-z]+(?: [a-z]+)?)", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


def test_the_readme_lists_exactly_the_policies_that_exist() -> None:
    table = (ROOT / "README.md").read_text().partition("## Policies")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([a-z0-9.-]+)`", table, re.MULTILINE)
    assert sorted(listed) == sorted(p.stem for p in (ROOT / "models" / "policies").glob("*.toml"))


def test_the_documents_link_to_what_exists() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def lines_in(page: Path) -> Iterator[str]:
    """Every `prefile ...` of a page: in blocks, after a prompt or a variable, and between backticks."""
    fenced = False
    for line in page.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        fenced ^= line.startswith("```")
        yield from re.findall(r"`prefile ([^`]+)`", line)
        block = re.match(r"\s*(?:\$ )?(?:[A-Z_]+=\S+ )?prefile (.+)", line)
        if block and (fenced or line.startswith("    ")):
            yield block[1]


def unknown(line: str) -> list[str]:
    """Commands and options of a line that the program does not have."""
    command: Any = typer.main.get_command(app)
    words = shlex.split(line, comments=True)
    while words and words[0] in getattr(command, "commands", ()):
        command = command.commands[words.pop(0)]
    if hasattr(command, "commands") and words and words[0] != "..." and not words[0].startswith("-"):
        return words[:1]
    options = {"--help", *(o for p in command.params for o in (*p.opts, *p.secondary_opts))}
    return [w for w in words if re.match("--?[a-z]", w) and w.partition("=")[0] not in options]


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=lambda p: p.stem)
def test_every_command_line_in_the_documents_exists(page: Path) -> None:
    assert {line: wrong for line in lines_in(page) if (wrong := unknown(line))} == {}


@pytest.mark.parametrize("line", ["redakt in.pdf", "redact in.pdf --no-proof", "seal open m"])
def test_a_command_line_that_does_not_exist_is_seen(line: str) -> None:
    assert unknown(line)


def test_command_lines_are_found_in_the_tutorial() -> None:
    lines = list(lines_in(ROOT / "docs" / "tutorial" / "first-filing.md"))
    assert len(lines) >= 9
    assert any("--keep-term" in line and line.startswith("redact") for line in lines)


def test_json_is_one_object_and_nothing_else(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    done = prefile("redact", source, "--json").json
    assert done["outcome"] == Outcome.RELEASED
    assert done["output"] == str(tmp_path / "in.redacted.pdf")
    assert prefile("redact", source, "--json").json["error"] == "output_exists"
    looked = prefile("scan", source, "--json").json
    assert [f["kind"] for f in looked["findings"]] == ["SSN"]
    assert prefile("verify", source, "--json").json["clean"] is False
    assert prefile("audit", "verify", "--json").json["passed"] is True
    assert prefile("redact", tmp_path / "nowhere.pdf", "--json").json["error"] == "missing"


def test_what_was_released_is_clean_and_what_was_not_is_not(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    assert prefile("redact", source).code == 0
    before = prefile("verify", source)
    assert before.code == 1
    assert "SSN" in before.out
    after = prefile("verify", tmp_path / "in.redacted.pdf", "--original", source, "--court", "default")
    assert after.code == 0, after.out
    assert after.out.startswith("clean")


def test_a_black_box_over_live_text_is_not_clean(prefile: Shell, tmp_path: Path) -> None:
    paper = filed(tmp_path / "in.pdf", "The sum was paid on the spot.", covered="paid")
    ran = prefile("verify", paper)
    assert ran.code == 1
    assert "text_under_box" in ran.out


def test_an_unknown_court_is_a_usage_error(prefile: Shell, tmp_path: Path) -> None:
    ran = prefile("verify", filed(tmp_path / "in.pdf", WORDS), "--court", "atlantis")
    assert ran.code == 2
    assert "default" in ran.err


def test_the_log_verifies_after_runs_and_not_after_a_change(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    for _ in range(2):
        assert prefile("redact", source, "--force").code == 0
    log = prefile.home / "audit" / "audit.jsonl"
    assert prefile("audit", "verify", log, "--outputs", tmp_path).code == 0
    lines = log.read_text().splitlines()
    assert {json.loads(line)["event"] for line in lines} >= {"released", "placed", "box"}
    log.write_text("\n".join([*lines[:1], *lines[2:]]) + "\n")
    assert prefile("audit", "verify").code == 1


def test_every_box_is_a_row_of_the_exported_log(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    assert prefile("redact", source).code == 0
    table = prefile("audit", "export").out.splitlines()
    assert len(table) == 2
    assert "000-12" not in "".join(table)
    run = json.loads(prefile("audit", "show", "--json").out.splitlines()[-1])["run_id"]
    assert "prefile" in prefile("audit", "certificate", run).out


def test_a_batch_adds_up_and_a_second_one_skips(prefile: Shell, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    filed(tmp_path / "in" / "a.pdf", WORDS)
    filed(tmp_path / "in" / "deep" / "b.pdf", "Nothing to hide in here.")
    (tmp_path / "in" / "c.pdf").write_text("no pdf")
    first = prefile("batch", tmp_path / "in", tmp_path / "out")
    assert first.code == 1
    assert "3 found = 2 released + 1 refused" in first.out
    assert (tmp_path / "out" / "deep" / "b.pdf").exists()
    (tmp_path / "in" / "c.pdf").unlink()
    second = prefile("batch", tmp_path / "in", tmp_path / "out")
    assert second.code == 0
    assert "2 found = 2 skipped" in second.out


def test_scan_reveals_words_only_when_asked(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    assert "000-12-3456" not in prefile("scan", source).out
    assert "000-12-3456" in prefile("scan", source, "--reveal").out
    assert {p.name for p in tmp_path.iterdir()} <= {"in.pdf", "home"}


def test_policies_can_be_listed_shown_and_compared(prefile: Shell) -> None:
    assert "frcp-5.2" in prefile("policies", "list").out
    assert "SSN" in prefile("policies", "show", "frcp-5.2").out
    assert "PERSON" in prefile("policies", "diff", "frcp-5.2", "private").out


@pytest.mark.parametrize("name", ["commands.md", "reasons.md"])
def test_the_reference_is_what_the_program_says_of_itself(name: str) -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "reference" / "build.py"))["PAGES"]
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == pages[name]()
