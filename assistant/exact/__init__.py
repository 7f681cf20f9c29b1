"""The exact answer inside a sentence."""
