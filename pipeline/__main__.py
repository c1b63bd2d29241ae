"""`prefile`, which is also `python -m pipeline`; a worker process imports this module and must not import the rest."""

import sys
from pathlib import Path
from typing import NoReturn

EARLY = "redact"
"""The command whose worker gets ready while this process still imports: somebody waits for one copy."""


def main() -> NoReturn:
    """Run the command line."""
    command, *words = [word for word in sys.argv[1:] if not word.startswith("-")] or [""]
    if command == EARLY and any(Path(word).is_file() for word in words):
        from pipeline.engines import server  # noqa: PLC0415 - see the module's sentence

        server.start()  # before the command line's own libraries, which take half a second
    from pipeline.cli import main as run  # noqa: PLC0415 - see the module's sentence

    run()


if __name__ == "__main__":
    main()
