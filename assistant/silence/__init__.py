"""What surely does not answer a question, however well it reads."""
