"""The page: its look as a whole, the chat, the evidence."""
