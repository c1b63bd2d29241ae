"""Make every sample filing: `python sample_filings/build.py [--check] [--out DIR] [NAME ...]`.

The same library versions give the same bytes. `--check` builds into memory and says which
committed file differs; it writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from papers import (
    bank,
    complaint,
    covered,
    deposition,
    docket,
    email,
    form,
    guardian,
    letter,
    matrix,
    medical,
    motion,
    order,
    payroll,
    police,
    rotated,
    scan,
    service,
)

HERE = Path(__file__).resolve().parent

SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "pleading-motion": motion.make,
    "clean-order": order.make,
    "police-report-declaration": police.make,
    "creditor-matrix": matrix.make,
    "deposition": deposition.make,
    "email-exhibit": email.make,
    "guardian-report": guardian.make,
    "medical-record": medical.make,
    "justified-letter": letter.make,
    "proof-of-service": service.make,
    "bank-statement": bank.make,
    "complaint-affidavit": complaint.make,
    "payroll-record": payroll.make,
    "rotated-exhibit": rotated.make,
    "docket-sheet": docket.make,
    "fee-waiver-form": form.make,
    "scanned-letter": scan.make,
    "earlier-redactions": covered.make,
}
"""File name (without `.pdf`) to what builds it."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the sample filings.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="samples to make; all when none is named")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write them")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a committed file differs")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in SAMPLES]
    if unknown:
        parser.error(f"no such sample: {', '.join(unknown)}")
    differs = 0
    for name in options.names or SAMPLES:
        data = SAMPLES[name]()
        path = options.out / f"{name}.pdf"
        if not options.check:
            path.write_bytes(data)
            print(f"{path.name}: {len(data):,} bytes")
        elif not path.is_file() or path.read_bytes() != data:
            differs += 1
            print(f"{path.name} differs from what its script builds")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
