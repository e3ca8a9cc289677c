"""The two families of errors: what a person can put right, and everything else (our bugs)."""

from __future__ import annotations


def N_(text: str) -> str:  # the name that translators' tools look for
    """Mark `text` for translation where it is declared; it is translated where it is shown."""
    return text


class KnownError(Exception):
    """Trouble that the user can put right: a sentence in English, and what to do about it.

    Both are translatable patterns; `params` fill their `{names}`. The screen and the command
    line translate and format them (`camdesk.text.said`); `str()` is the English sentence.
    """

    def __init__(self, message: str, advice: str = "", **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.params = params

    def __str__(self) -> str:
        sentence = self.message.format(**self.params)
        return f"{sentence} {self.advice.format(**self.params)}" if self.advice else sentence
