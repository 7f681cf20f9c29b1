"""How other processes of the same user reach the one that owns a store: a private endpoint and its client.

It knows neither questions nor documents: `assistant` and `ingest` bring their routes and their clients' calls.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.endpoint.errors import EndpointError, HandedOver, OwnerLeft, Silent
from store.endpoint.handing_over import HandingOver

if TYPE_CHECKING:
    from store.endpoint.client import Call, OwnerClient
    from store.endpoint.server import PrivateEndpoint
    from store.endpoint.work import Running

__all__ = [
    "Call",
    "EndpointError",
    "HandedOver",
    "HandingOver",
    "OwnerClient",
    "OwnerLeft",
    "PrivateEndpoint",
    "Running",
    "Silent",
]

# Most commands neither serve nor call: they load none of it.
_HOMES = {
    "Call": "store.endpoint.client",
    "OwnerClient": "store.endpoint.client",
    "PrivateEndpoint": "store.endpoint.server",
    "Running": "store.endpoint.work",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
