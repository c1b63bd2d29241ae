"""`prefile`, which is also `python -m pipeline`; a worker process imports this module and must not import the rest."""

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line."""
    from pipeline.cli import main as run  # noqa: PLC0415 - see the module's sentence

    run()


if __name__ == "__main__":
    main()
