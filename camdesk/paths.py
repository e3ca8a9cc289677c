"""Where the files that travel with the program are."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _resources() -> Path:
    installed = _PACKAGE / "resources"  # a wheel or a frozen program
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a file or folder below resources/, in a checkout and when installed."""
    return _resources().joinpath(*parts)
