"""The chat of the page, and the conversations that it keeps."""
