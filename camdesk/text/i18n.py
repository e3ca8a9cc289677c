"""Translations with gettext, without Qt.

Message ids are English literals; `{name}` in them is filled in after translation, so that
`tr("{count} cameras", count=3)` is found by the extraction and by the catalogue alike. The
language is looked up at the time of the call: what is kept longer than a moment is kept as a
message id (marked with `N_`), never as a translated text.
"""

import gettext
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from camdesk.paths import resource

LANGUAGES: Mapping[str, str] = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
DEFAULT_LANGUAGE = "ru"
SOURCE_LANGUAGE = "en"
DOMAIN = "camdesk"

_language = SOURCE_LANGUAGE
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
# What a piece of work speaks meanwhile, whatever the window speaks: a report for Excel.
_meanwhile: ContextVar[str | None] = ContextVar("meanwhile", default=None)


def set_language(code: str) -> None:
    """Makes `code`, one of LANGUAGES, the language of all later calls."""
    global _language, _catalogue
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code!r}")
    _catalogue = _load(code)
    _language = code


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Makes `code` the language of the calls inside, in this thread alone."""
    token = _meanwhile.set(code)
    try:
        yield
    finally:
        _meanwhile.reset(token)


def language() -> str:
    """The code of the language in use."""
    return _meanwhile.get() or _language


def tr(msgid: str, **params: object) -> str:
    """The text of `msgid` in the language in use, with `params` filled in."""
    return _fill(_speaking().gettext(msgid) if msgid else "", params)


def ntr(singular: str, plural: str, n: int, **params: object) -> str:
    """The form that the language has for `n` things; `{n}` in it is the number."""
    return _fill(_speaking().ngettext(singular, plural, n), {"n": n, **params})


def ptr(context: str, msgid: str, **params: object) -> str:
    """As `tr`, for a word that means different things in different places."""
    return _fill(_speaking().pgettext(context, msgid), params)


def P_(context: str, msgid: str) -> tuple[str, str]:
    """Marks a text with context for extraction; say it later with `ptr(*marked)`."""
    return context, msgid


def N_n(singular: str, plural: str) -> tuple[str, str]:
    """Marks a text with a plural for extraction; say it later with `ntr(*marked, n)`."""
    return singular, plural


def detect_language(names: Iterable[str] | None = None) -> str:
    """The first of the locale names (`kk_KZ.UTF-8`, `en-GB`) that the program speaks.

    Without names those of the environment are taken. Where none fits, it is Russian.
    """
    for name in _environment_names() if names is None else names:
        code = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if code in LANGUAGES:
            return code
    return DEFAULT_LANGUAGE


def _speaking() -> gettext.NullTranslations:
    code = _meanwhile.get()
    return _catalogue if code is None or code == _language else _load(code)


def _environment_names() -> list[str]:
    """The languages wished for, best first, as gettext reads the environment."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := os.environ.get(variable):
            break
    else:
        locale = ""
    # POSIX: LANGUAGE counts only where the locale is not the plain "C".
    wished = "" if locale in {"C", "POSIX"} else os.environ.get("LANGUAGE", "")
    return [name for name in (*wished.split(":"), locale) if name]


def _fill(text: str, params: Mapping[str, object]) -> str:
    return text.format(**params)


@cache
def _load(code: str) -> gettext.NullTranslations:
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    po = resource("translations", code, "LC_MESSAGES", f"{DOMAIN}.po")
    mo = po.with_suffix(".mo")
    if mo.exists() and not (po.exists() and po.stat().st_mtime_ns > mo.stat().st_mtime_ns):
        return gettext.GNUTranslations(io.BytesIO(mo.read_bytes()))
    return gettext.GNUTranslations(io.BytesIO(_compiled(po.read_bytes())))


def _compiled(po: bytes) -> bytes:
    # 31 ms of import, for a checkout whose catalogues were edited and not compiled since
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = io.BytesIO()
    write_mo(target, read_po(io.BytesIO(po)))
    return target.getvalue()
