"""A reader per format, each in a module that is imported when it is first needed."""
