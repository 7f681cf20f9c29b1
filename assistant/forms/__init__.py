"""How documents say things: definitions, posed questions, numbered parts, rows of tables, turns of a talk."""
