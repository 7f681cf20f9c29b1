"""What is asked, of which documents, told by the form of the words."""
