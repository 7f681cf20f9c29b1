"""Documents at a glance: who, where, when, key sentences, and questions that they answer, each item with its sentence.

>>> from assistant.cards.maker import CardMaker
>>> with CardMaker(store):
...     ...  # cards are made in the background
"""
