"""Every error of prefile, one tree, one exit code per kind of cause.

    Error
    ├── UsageError            2   the command or configuration is wrong
    │   ├── InputError        2   a path that is missing, a folder, not readable
    │   ├── OutputError       2   a destination that exists, is the input, or cannot be written
    │   └── ConfigError       2   a policy, matter or settings file that does not hold together
    ├── RefusedError          1   the input cannot be processed at all (encrypted, damaged, over a limit)
    ├── HeldError             1   processed, but not fit for release (unread page, failed check)
    └── InternalError         3   a fault of this program or of the machine (a full disk)

A message says what happened, in lower case, and what to do next. It never
holds a word of a filing: `reason` is a short code such as `encrypted` that may
go into logs and receipts; the message may name the path the user gave.
"""

from __future__ import annotations

EXIT_RELEASED = 0
EXIT_HELD = 1
EXIT_USAGE = 2
EXIT_FAULT = 3


class Error(Exception):
    """Base of every error that prefile raises on purpose."""

    exit_code = EXIT_FAULT
    reason = "error"

    def __init__(self, message: str, *, reason: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if reason is not None:
            self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.reason, self.hint))


def _rebuild(kind: type[Error], message: str, reason: str, hint: str) -> Error:
    return kind(message, reason=reason, hint=hint)


class UsageError(Error):
    """The command or its configuration is wrong; nothing was processed."""

    exit_code = EXIT_USAGE
    reason = "usage"


class InputError(UsageError):
    """The source path cannot be used (missing, a folder, unreadable)."""

    reason = "input"


class OutputError(UsageError):
    """The destination cannot be used (exists, is the input, cannot be written)."""

    reason = "output"


class ConfigError(UsageError):
    """A policy, matter or settings file does not hold together."""

    reason = "config"


class RefusedError(Error):
    """The input cannot be processed at all; `reason` says why."""

    exit_code = EXIT_HELD
    reason = "refused"


class HeldError(Error):
    """The filing was processed and is not fit for release; `reason` says why."""

    exit_code = EXIT_HELD
    reason = "held"


class InternalError(Error):
    """A fault of this program or of the machine it runs on."""

    exit_code = EXIT_FAULT
    reason = "internal"
