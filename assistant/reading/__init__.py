"""The trained reader: every sentence of what was found is judged, and the passages are put in order."""
