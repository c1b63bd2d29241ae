"""Makes court-like text, trains and measures detection; the corridor never imports it."""
