"""What is left out of the imports of spaCy and Presidio is there for whoever asks for it later."""

import json
import subprocess
import sys

LOOK = """
import json, sys
from pipeline.detect import lean
lean.load()
early = [name for name in ("spacy.cli", "tldextract", "requests") if name in sys.modules]
from presidio_analyzer import Pattern
from presidio_analyzer.predefined_recognizers import EmailRecognizer, UrlRecognizer
from presidio_analyzer.pattern_recognizer import REGEX_TIMEOUT_SECONDS
import spacy
import spacy.cli
try:
    checked = not Pattern("broken", "(", 0.5)
except ValueError:
    checked = True
print(json.dumps({
    "early": early,
    "patient": REGEX_TIMEOUT_SECONDS > 86_400,
    "checked": checked,
    "urls": len(UrlRecognizer().analyze("see https://court.example.com/x", ["URL"])),
    "mail": EmailRecognizer().validate_result("clerk@court.example.com"),
    "info": callable(spacy.info),
    "cli": hasattr(spacy.cli, "download"),
    "again": __import__("tldextract").__spec__ is not None,
}))
"""


def test_what_no_filing_needs_is_imported_by_those_who_ask_for_it_and_by_nobody_else() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, timeout=120)
    expected = {
        "early": [],
        "patient": True,
        "checked": True,
        "urls": 1,
        "mail": True,
        "info": True,
        "cli": True,
        "again": True,
    }
    assert json.loads(done.stdout.splitlines()[-1]) == expected
