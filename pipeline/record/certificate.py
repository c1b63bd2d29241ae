"""A certification for a released filing, filled from the ledger and left unsigned.

It is a form for a person who can speak to it under Fed. R. Evid. 902(13) (a
record made by a process that gives an accurate result) and 902(14) (a copy
identified by its digest), in the shape of 28 U.S.C. 1746. It says what the log
says; what the person did and knows, the person must write. Whether it serves
in a given court is for counsel to judge.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.errors import InputError
from pipeline.record.chain import Chain

WIDTH = 78

BLANK = "____________________"

HEADING = """\
CERTIFICATION (Fed. R. Evid. 902(11), 902(13), 902(14); 28 U.S.C. 1746)
Form filled from the audit log. Not signed. Counsel must review it before use;
the other side is owed reasonable written notice and the record to inspect."""

BODY = """\
I, {blank}, state as follows.

My position is {blank}. I know how the program described here works and how it was run in this matter because \
{blank}. I am qualified to make this certification, and what I say is what I would say as a witness.

On {started} a PDF document was given to the program prefile on the computer {host} under the account {os_user}. The \
program was made of: {kit}.

The program works on a copy and does not write to the document it is given. It reads every page, lists what the \
chosen policy covers, removes that text and what lies under it from the copy, and places a box there. It then reads \
the saved copy again with a second, independent reader, and gives the copy out only if every check of the saved \
bytes is passed and the result is on record.

The policy was {policy}, SHA-256 {policy_sha256}.

The document has {pages} pages. The log records {boxes} boxes in the copy.{cites}{approved}

These checks of the saved copy are recorded as passed: {checks}.

The document that was given to the program has the SHA-256 digest {source_sha256}. The copy that it gave out has the \
SHA-256 digest {output_sha256}. I know of no way to make another file with the same digest.

The log is a chain in which each entry holds the digest of the one before. The run is {run_id}, its entry number \
{seq} with the digest {entry_hash}. When this form was made, {entries} entries were read and none was found changed.

I compared the digests above with those of the files themselves on {blank}, with this result: {blank}."""

CLOSE = """\
I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and \
correct. [Where it is signed within the United States, the words "under the laws of the United States of America" \
may be left out.]

Executed on {blank} at {blank}.

Signature: {blank}"""


def certificate(entries: Iterable[Mapping[str, Any]], run_id: str, *, chain: Chain) -> str:
    """Return the certification of one released run, unsigned.

    Raises:
        InputError: the log does not hold together, or the run is not in it or was not released.
    """
    if not chain.passed:
        raise InputError("the audit log is not sound; nothing can be certified from it", reason="log_not_sound")
    found = [entry for entry in entries if entry.get("run_id") == run_id]
    released = next((entry for entry in found if entry.get("event") == "released"), None)
    if released is None:
        raise InputError("no released filing has this run id", reason="run_not_released")
    fields = {**_facts(found, released), "entries": chain.entries, "blank": BLANK}
    body = [f"{n}. {p}" for n, p in enumerate(BODY.format(**fields).split("\n\n"), start=1)]
    laid_out = [HEADING, *(wrapped(p, indent="   ") for p in body)]
    laid_out += [wrapped(p) for p in CLOSE.format(blank=BLANK).split("\n\n")]
    return "\n\n".join(laid_out) + "\n"


def _facts(found: Sequence[Mapping[str, Any]], released: Mapping[str, Any]) -> dict[str, object]:
    boxes = [entry for entry in found if entry.get("event") == "box"]
    cites = "; ".join(sorted({str(box["rule_cite"]) for box in boxes if box.get("rule_cite")}))
    kit = ", ".join(f"{name} {version}" for name, version in sorted(released.get("kit", {}).items()) if version)
    checks = ", ".join(str(check["name"]) for check in released.get("checks", []) if check.get("passed"))
    told = ("started", "host", "os_user", "policy", "policy_sha256", "pages", "source_sha256", "output_sha256")
    return {
        **{name: released[name] for name in (*told, "run_id", "seq", "entry_hash")},
        "kit": kit or BLANK,
        "boxes": len({box["box_no"] for box in boxes}),
        "cites": f" The rules and orders cited for them are: {cites}." if cites else "",
        "approved": _approved(released),
        "checks": checks or "none",
    }


def _approved(released: Mapping[str, Any]) -> str:
    if not released.get("approved_by"):
        return ""
    second = f", with {released['reviewer']} as second reviewer" if released.get("reviewer") else ""
    return f" {released['approved_by']} (bar number {released['bar_no']}) approved its release{second}."


def wrapped(paragraph: str, *, indent: str = "") -> str:
    """Return a paragraph in lines of the form's width; the first is not indented."""
    return textwrap.fill(paragraph, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
