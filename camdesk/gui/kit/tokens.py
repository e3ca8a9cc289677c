"""The one table of colours, steps and sizes from which light and dark are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType


class Space(IntEnum):
    """Steps of white space, in pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 20
    XXL = 24


RADIUS = 6
ROW_HEIGHT = 34
CONTROL_HEIGHT = 32
ICON = 16
SIDEBAR_ICON = 18
TEXT_PT = 10.0
SMALL_PT = 9.0
TITLE_PT = 14.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as `#RRGGBB`.

    Texts reach a contrast of 4.5:1 on background, surface and hover; `text`, `accent`, `error`,
    `muted_on_selection` and the states reach it on the selection as well.
    """

    name: str
    background: str
    surface: str
    hover: str
    line: str
    line_strong: str  # the outline of what can be typed into or pressed
    text: str
    muted: str
    muted_on_selection: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    error: str
    warning: str
    states: Mapping[str, str]  # by StateFacts.tone

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return luminance(self.surface) < luminance(self.text)

    def state(self, tone: str) -> str:
        """The colour of a state, by its tone in the lifecycle table."""
        return self.states[tone]

    def high_contrast(self) -> Tokens:
        """The same theme for a screen set to high contrast: no grey text, no faint line."""
        return replace(
            self,
            line=self.muted,
            line_strong=self.text,
            muted=self.text,
            muted_on_selection=self.text,
        )


LIGHT = Tokens(
    name="light",
    background="#F6F7F9",
    surface="#FFFFFF",
    hover="#EEF1F5",
    line="#E3E6EB",
    line_strong="#D0D5DD",
    text="#1C2430",
    muted="#667085",
    muted_on_selection="#5F6B80",
    disabled="#98A1B0",
    accent="#1F5FBF",
    accent_hover="#194E9E",
    on_accent="#FFFFFF",
    selection="#E4EDFB",
    error="#B42318",
    warning="#8A5800",
    states=MappingProxyType(
        {
            "planned": "#5C6675",
            "in_stock": "#1D63B8",
            "in_service": "#11734A",
            "failed": "#C4320A",
            "in_repair": "#8F5800",
            "removed": "#6941C6",
            "proposed": "#A3159B",
            "written_off": "#A01048",
            "exit": "#475467",
        }
    ),
)

DARK = Tokens(
    name="dark",
    background="#15181D",
    surface="#1D2127",
    hover="#262B33",
    line="#2E343D",
    line_strong="#3D4551",
    text="#E6E9EE",
    muted="#98A2B3",
    muted_on_selection="#A3ADBD",
    disabled="#667085",
    accent="#6EA8FF",
    accent_hover="#8DBBFF",
    on_accent="#0F1729",
    selection="#263B5C",
    error="#FF9A8A",
    warning="#F0B860",
    states=MappingProxyType(
        {
            "planned": "#C0C8D4",
            "in_stock": "#84B5FF",
            "in_service": "#32D296",
            "failed": "#FF8A65",
            "in_repair": "#F2B04E",
            "removed": "#C3A8FF",
            "proposed": "#F28BF2",
            "written_off": "#FF7E9D",
            "exit": "#A9B8CC",
        }
    ),
)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` as WCAG 2 defines it, 0 to 1."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 defines it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
