"""The pages of rows that were looked at last."""

from __future__ import annotations

from collections import OrderedDict

from camdesk.gui.models.listing_answer import PAGE, ListingRow, Pages

KEPT = 96  # pages: twelve thousand rows, some megabytes


class RowPages:
    """A bounded cache of pages; the one that was looked at longest ago leaves first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._pages: OrderedDict[int, list[ListingRow]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def row(self, row: int) -> ListingRow | None:
        """The values of a row; None where its page is not here."""
        page = self._pages.get(row // PAGE)
        if page is None:
            return None
        at = row % PAGE
        return page[at] if at < len(page) else None

    def put(self, pages: Pages) -> None:
        """Keep `pages`, the newest."""
        self._pages.update(pages)
        for page in pages:
            self._pages.move_to_end(page)
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)

    def missing(self, first: int, last: int) -> list[int]:
        """The pages of the rows `first` to `last` that are not here; those that are stay longer."""
        missing = []
        for page in range(first // PAGE, last // PAGE + 1):
            if page in self._pages:
                self._pages.move_to_end(page)
            else:
                missing.append(page)
        return missing

    def replace(self, pages: Pages) -> None:
        """Forget everything but `pages`."""
        self._pages.clear()
        self.put(pages)
