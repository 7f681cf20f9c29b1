"""Words and phrases of English as questions and briefings use them: the ground that all the other rooms stand on."""
