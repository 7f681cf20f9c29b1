"""Who is let in, put together: what is around the page's application, from the outside in."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.types import Scope

from assistant.people.addresses import Addresses
from assistant.people.attempts import Attempts
from assistant.people.errors import SignInMissing
from assistant.people.gradio_gate import GradioGate
from assistant.people.guard import Guard
from assistant.people.headers import SecurityHeaders
from assistant.people.roles import MayAdd, may_change
from assistant.people.sessions import Sessions
from assistant.people.sign_in import Door, SignedIn
from assistant.people.uploads import UploadLimits
from assistant.people.users import User, Users


@dataclass(frozen=True, slots=True)
class Admission:
    """The rules of one served page.

    Attributes:
        addresses: where it is.
        users: who may sign in; None when one local person uses it without.
        may_add: who may add and remove documents.
        uploads: how much one upload may hold.
        hours: how long a sign-in lasts at most.
        proxies: networks of proxies whose word about the client is believed.
    """

    addresses: Addresses
    users: Users | None = None
    may_add: MayAdd = "everyone"
    uploads: UploadLimits = field(default_factory=UploadLimits)
    hours: float = 12.0
    proxies: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def require_users(self) -> None:
        """Raise `SignInMissing` when the page is reachable from elsewhere and nobody could sign in."""
        if self.users is None and not self.addresses.local_only:
            raise SignInMissing("only this machine may be served without sign-in")
        if self.users is not None and not self.users.all():
            raise SignInMissing(
                "people have to sign in here, and there are none yet: add one with `briefing users add NAME --admin`"
            )

    def may_change(self, request: Any) -> bool:
        """Return whether the sender of a request may add and remove documents.

        Args:
            request: a request of FastAPI or Gradio, or None.
        """
        inner = getattr(request, "request", request)
        return self._may_change(inner.scope if inner is not None else {})

    def attach(self, application: FastAPI, uploads: Path, head: str) -> Callable[[Request], str | None] | None:
        """Put everything around an application, before anything is mounted at its root.

        Args:
            application: the page's.
            uploads: folder of Gradio's temporary files.
            head: HTML that the page puts into its head while it runs.

        Returns:
            what tells Gradio who sends a request; None without sign-in.
        """
        # The last one added is the outermost.
        application.add_middleware(
            GradioGate,
            uploads=uploads,
            limits=self.uploads,
            may_change=self._may_change,
            apart=self.users is not None,
        )
        if self.users is not None:
            door = Door(self.users, Sessions(self.users, self.hours), Attempts(), self.addresses.port)
            door.attach(application)
            application.add_middleware(SignedIn, user=door.user)
        application.add_middleware(SecurityHeaders, head=head)
        application.add_middleware(
            Guard, addresses=self.addresses, proxies=self.proxies, needs_sign_in=self.users is not None
        )
        return None if self.users is None else person_of

    def _may_change(self, scope: Scope) -> bool:
        user: User | None = scope.get("state", {}).get("user")
        if self.users is not None and user is None:
            return False
        return may_change(user, self.may_add)


def person_of(request: Request) -> str | None:
    """Return the name of who sends a request, as `SignedIn` found it."""
    return getattr(request.state, "person", None)
