"""Keeping the libraries at home: no telemetry, no look-ups at a model hub."""

from __future__ import annotations

import os

# Each of these reports to its maker, or asks its hub, unless it is told not to before its import.
_FORCED = {
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime, which chromadb imports
}


def silence_telemetry() -> None:
    """Switch off every library's reporting; call it before importing any of them."""
    os.environ.update(_FORCED)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # no warning when a worker is spawned


def allow_hub() -> None:
    """Let a model that the user names on the hub be fetched; it comes too late once a model has been loaded."""
    os.environ.setdefault("HF_HUB_OFFLINE", "0")


def stay_offline() -> None:
    """Also forbid model hub look-ups, which a model on the disk does not need."""
    silence_telemetry()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
