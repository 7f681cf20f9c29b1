"""What can go wrong when files are taken in.

    IngestError
    ├── Unreadable       one file gives no text; the message is the reason, without the file's name
    │   ├── Interrupted    the process that read it was ended by somebody else; nothing is known about the file
    │   └── NeedsPassword    it would, with a password that was not given
    └── ReindexFailed    documents of the store could not be read again; the old index stays

Every message is one line for a person. Troubles of the store itself are `store.StoreError`.
"""

from __future__ import annotations

LOCKED_MEMBER = "it needs a password: give it with --password, or unpack the archive"
"""Why a file of an archive failed that a password would open."""


class IngestError(Exception):
    """The base of all errors of this package."""


class Unreadable(IngestError):
    """One file gives no text; the message is the reason, without the file's name."""


class Interrupted(Unreadable):
    """The process that read a file was ended by somebody else: nothing is known about the file itself."""


class NeedsPassword(Unreadable):
    """The file is encrypted, and none of the passwords given opens it."""


class ReindexFailed(IngestError):
    """Documents of the store could not be read again; the old index stays as it was."""
