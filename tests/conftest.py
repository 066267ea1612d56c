"""One Hypothesis profile for all: reproducible, and no wall-clock deadline."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from ledgers import ledger, place, postgresql

__all__ = ["ledger", "place", "postgresql"]  # fixtures for every test

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("steady")
