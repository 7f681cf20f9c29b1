"""The evidence column of the page: what an answer rests on, shown at its place in its document."""
