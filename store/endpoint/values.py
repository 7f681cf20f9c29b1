"""The values of the packages as values of JSON, and back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote, unquote_to_bytes

from pydantic import TypeAdapter, ValidationError

from store.endpoint.errors import EndpointError

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return a value of dataclasses, mappings, sequences and plain values as values of JSON."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(kind: type[T], value: Any) -> T:
    """Return what `to_json` wrote, checked against its type.

    Args:
        kind: a dataclass, or ``list[...]`` or ``tuple[...]`` of one.
        value: values of JSON.

    Raises:
        EndpointError: it is none of that kind.
    """
    try:
        return _adapter(kind).validate_python(value)  # type: ignore[no-any-return, arg-type]
    except ValidationError as error:
        raise EndpointError(
            f"the process that has the store open sent what is no {getattr(kind, '__name__', kind)} "
            "(is it of another release?): stop that process first"
        ) from error


def path_to_text(path: str | os.PathLike[str]) -> str:
    """Return a path, whose bytes need be no text at all, as ASCII."""
    return quote(os.fsencode(path))


def path_from_text(text: str) -> str:
    """Return the path that `path_to_text` wrote."""
    return os.fsdecode(unquote_to_bytes(text))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
