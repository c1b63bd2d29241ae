"""One recognizer per kind of identifier."""
