"""Distances on the ground."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
# Farther from the centre of its district no site can be; the largest district is 250 km across.
FAR_KM = 200


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points, each (latitude, longitude) in degrees, along the ground."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
