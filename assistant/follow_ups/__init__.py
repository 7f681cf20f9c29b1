"""Questions that lean on the conversation, made to stand alone by rules."""
