"""One small PDF per channel by which redacted content can survive, and the hunt for it in what was redacted."""
