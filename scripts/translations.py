"""Carries the texts of the program into the .po files: `translations.py [compile FILE.po...]`.

The files hold no dates and no line numbers, so that a change of text is all that a diff shows.
"""

import io
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "camdesk"
TRANSLATIONS = ROOT / "resources" / "translations"
TEMPLATE = TRANSLATIONS / "camdesk.pot"
LANGUAGES = ("ru", "kk")
HEADER = "# Translations of camdesk."

# What Babel writes into a header and would change at every run, or says nothing.
CHANGING = (
    "POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To",
    "Last-Translator", "Language-Team", "Project-Id-Version",
)  # fmt: skip

# How the texts are marked: see camdesk/text/i18n.py, and N_ in camdesk/domain/errors.py.
KEYWORDS = {
    "tr": None,
    "N_": None,
    "ntr": (1, 2),
    "N_n": (1, 2),
    "ptr": ((1, "c"), 2),
    "P_": ((1, "c"), 2),
}


def catalogue_path(language: str) -> Path:
    """Where the translations into `language` are kept."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "camdesk.po"


def extract() -> Catalog:
    """All texts that the sources mark for translation."""
    template = Catalog(project="camdesk", header_comment=HEADER, charset="utf-8", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(
        SOURCES,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        place = (f"camdesk/{Path(name).as_posix()}", line)
        template.add(message, None, [place], auto_comments=comments, context=context)
    return template


def read(language: str) -> Catalog:
    """The translations into `language` as they are; none where there is no file yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, header_comment=HEADER, charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def write(path: Path, catalogue: Catalog) -> None:
    """Writes a .po or .pot file without what changes at every run."""
    target = io.BytesIO()
    write_po(target, catalogue, width=96, include_lineno=False, ignore_obsolete=True)
    lines = target.getvalue().decode().splitlines(keepends=True)
    dropped = tuple(f'"{name}:' for name in CHANGING)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(line for line in lines if not line.startswith(dropped))
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def update() -> None:
    """Extracts anew; new texts come untranslated into every .po, gone ones leave it."""
    template = extract()
    write(TEMPLATE, template)
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.header_comment = HEADER
        write(catalogue_path(language), catalogue)
        todo = sum(1 for m in catalogue if m.id and not all(forms(m.string)))
        print(f"{language}: {len(catalogue)} texts, {todo} to translate")


def compile_catalogue(path: Path) -> None:
    """Writes the .mo beside a .po."""
    with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source))


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The forms of a message or of its translation: one, or one for each plural."""
    return [text] if isinstance(text, str) else list(text or [""])


def main(arguments: list[str]) -> int:
    """Updates all, or compiles the files named."""
    match arguments:
        case []:
            update()
        case ["compile", *names] if names:
            for name in names:
                compile_catalogue(Path(name))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
