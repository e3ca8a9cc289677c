"""Build hook: compiles the translations and carries resources/ into the wheel."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES_ONLY = {".po", ".pot"}


class ResourcesHook(BuildHookInterface):
    """Puts resources/ (with .mo, without .po) into the wheel as camdesk/resources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        resources = Path(self.root) / "resources"
        for po in sorted(resources.glob("translations/*/LC_MESSAGES/*.po")):
            with po.open("rb") as source:
                catalogue = read_po(source)
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
        if version == "editable":
            return  # camdesk/paths.py finds the folder in the checkout
        for path in sorted(resources.rglob("*")):
            if path.is_file() and path.suffix not in SOURCES_ONLY:
                inside = path.relative_to(resources).as_posix()
                build_data["force_include"][str(path)] = f"camdesk/resources/{inside}"
