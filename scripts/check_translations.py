"""Says what is missing in the translations; exit status 1 where anything is."""

import string
import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message
from translations import LANGUAGES, ROOT, catalogue_path, extract, forms, read


def placeholders(text: str) -> set[str]:
    """The names in braces; raises ValueError where the braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults_of_message(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with one translation."""
    translated = forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(text.strip() for text in translated):
        yield "not translated"
        return
    if message.pluralizable and len(translated) != plurals:
        yield f"{len(translated)} plural forms instead of {plurals}"
    try:
        wanted = set().union(*map(placeholders, forms(message.id)))
        for text in translated:
            given = placeholders(text)
            if missing := wanted - given:
                yield f"placeholder left out: {', '.join(sorted(missing))}"
            if unknown := given - wanted:
                yield f"placeholder not in the text: {', '.join(sorted(unknown))}"
    except ValueError as error:
        yield f"braces: {error}"


def faults_of_source(message: Message) -> Iterator[str]:
    """What is wrong with a text in the program itself."""
    if message.python_format:
        yield "a % placeholder: use {name}"
    if any("" in placeholders(text) for text in forms(message.id)):
        yield "a placeholder without a name"


def key(message: Message) -> tuple[str | None, str]:
    """What gettext finds a message by."""
    return message.context, forms(message.id)[0]


def faults(template: Catalog, catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Pairs of message id and what is wrong with it."""
    wanted = {key(message): message for message in template if message.id}
    given = {key(message): message for message in catalogue if message.id}
    for place, message in wanted.items():
        if place not in given:
            yield place[1], "not in the file (make translations)"
            continue
        if forms(given[place].id) != forms(message.id):
            yield place[1], "another plural than in the program (make translations)"
        for fault in faults_of_message(given[place], catalogue.num_plurals):
            yield place[1], fault
    for place in given.keys() - wanted.keys():
        yield place[1], "no longer in the program (make translations)"
    for message in catalogue.obsolete.values():
        yield key(message)[1], "obsolete (make translations)"


def main() -> int:
    """Prints every fault with its file and message id."""
    template = extract()
    found = [
        (message.locations[0][0], forms(message.id)[0], fault)
        for message in template
        if message.id
        for fault in faults_of_source(message)
    ]
    for language in LANGUAGES:
        name = catalogue_path(language).relative_to(ROOT).as_posix()
        found += [(name, msgid, fault) for msgid, fault in faults(template, read(language))]
    for name, msgid, fault in found:
        print(f"{name}: {msgid!r}: {fault}")
    print(f"translations: {len(template)} texts, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
