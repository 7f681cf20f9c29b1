"""People, organisations, places and dates, told by the form of the text alone, each with where it stands."""
