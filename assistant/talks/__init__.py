"""Conversations that are kept: found again, renamed, rated, written to files, deleted from the disk.

>>> from assistant.talks import Talks
>>> with Talks.open(store.path) as talks:
...     talks.find("local")
"""

from __future__ import annotations

from assistant.talks.errors import TalkChanged, TalksUnusable, UnknownTalk
from assistant.talks.talks import Talks
from assistant.talks.types import LOCAL, Kept, Talk

__all__ = ["LOCAL", "Kept", "Talk", "TalkChanged", "Talks", "TalksUnusable", "UnknownTalk"]
