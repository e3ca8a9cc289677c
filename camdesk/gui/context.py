"""What a page may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from camdesk.store.listing import Query

if TYPE_CHECKING:
    from camdesk.gui.action_set import ActionSet
    from camdesk.gui.kit.settings import Settings

Offer = tuple[str, Callable[[], object]]
"""What a remark offers to do: the text of a button and what it does."""


@runtime_checkable
class Page(Protocol):
    """What every page of the window has, besides the methods of its actions.

    It may say how many rows it shows with `status_text()` and a signal `status_changed`, and how
    many are chosen with `selection_count()` and a signal `selection_changed`.
    """

    key: str
    title: str

    def activate(self) -> None:
        """Take the keyboard."""

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""


class Pages(Protocol):
    """Where pages are shown; the window's stack of pages."""

    def show(self, key: str) -> Any:  # noqa: ANN401 - a page of any kind
        """Bring a page to the front and return it."""


class Teller(Protocol):
    """Where passing remarks are shown."""

    def notify(self, text: str, *offers: Offer) -> None:
        """Say something for a few seconds; with offers, until it is closed."""


class Context:
    """Jumps between pages, remarks, settings and actions."""

    def __init__(
        self, pages: Pages, teller: Teller, settings: Settings, actions: ActionSet
    ) -> None:
        self._pages = pages
        self._teller = teller
        self.settings = settings
        self.actions = actions

    def open_camera(self, camera: int) -> None:
        """Show the card of a camera."""
        self._pages.show("cameras").open_row(camera)

    def open_site(self, site: int) -> None:
        """Show the card of a site."""
        self._pages.show("sites").open_row(site)

    def open_entry(self, entry: int) -> None:
        """Show an entry of the journal."""
        self._pages.show("journal").open_row(entry)

    def open_row(self, page_key: str, row: int) -> None:
        """Show the card of a row on the page that lists it."""
        self._pages.show(page_key).open_row(row)

    def show_list(self, page_key: str, query: Query, *, choose_all: bool = False) -> None:
        """Show the list that `query` asks for; with `choose_all` every row of it is chosen."""
        page = self._pages.show(page_key)
        page.show_query(query)
        if choose_all:
            page.choose_all_when_shown()

    def notify(self, text: str, *offers: Offer) -> None:
        """Say something for a few seconds; with offers to press, until it is closed."""
        self._teller.notify(text, *offers)
