"""The form of a site: a new one, a correction, or one that another form's entry will make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.geo import FAR_KM, distance_km
from camdesk.domain.validation import FieldError
from camdesk.gui import operations
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.cards.words import SITE_FACTS, site_title
from camdesk.gui.forms.facts_form import REASON, FactsForm
from camdesk.gui.forms.field_controls import MeasureEdit, SuggestingBox, typed
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.kit.edits import NoteEdit, TextEdit
from camdesk.gui.operations import NewRow, Saved, site_name
from camdesk.gui.session import Session
from camdesk.store import places
from camdesk.store.tables import TABLES, Value
from camdesk.text.entries import entry_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_PAIR = re.compile(r"\s*([+-]?\d{1,3}[.,]\d+)\s*[,;\s]\s*([+-]?\d{1,3}[.,]\d+)\s*")
_MOUNTS = (N_("pole"), N_("building"), N_("entrance"), N_("bridge"), N_("traffic light"))


class SiteForm(FactsForm):
    """Facts of a site; latitude and longitude may be pasted together."""

    saved = Signal(int)  # the site's id
    drafted = Signal(object)  # a NewRow, where another form's entry will make the site

    def __init__(
        self,
        session: Session,
        context: Context | None,
        title: str,
        site: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, title, TABLES["site"].columns, parent)
        self._context = context  # None: nothing is written here
        self._site = site
        self._name = ""
        for column, edit in self._edits().items():
            self.form.add(column, tr(SITE_FACTS[column]), edit)
        self.add_own_fields("site")
        if site is not None:
            self.add_reason()
        self.form.edit("latitude").changed.connect(self._part_coordinates)
        for name in ("place", "latitude", "longitude"):
            self.form.edit(name).changed.connect(self._look_at_coordinates)

    @classmethod
    def new(cls, session: Session, context: Context, parent: QWidget | None = None) -> SiteForm:
        """The form of a site that has no camera yet."""
        return cls(session, context, tr("New site"), None, parent)

    @classmethod
    def edit(
        cls, session: Session, context: Context, site: int, parent: QWidget | None = None
    ) -> SiteForm:
        """The form that corrects a site."""
        form = cls(session, context, tr("Edit facts of the site"), site, parent)
        form.load("site", site)
        return form

    @classmethod
    def draft(cls, session: Session, address: str, parent: QWidget | None = None) -> SiteForm:
        """The form of a site that the entry of the form behind it will make."""
        form = cls(session, None, tr("New site"), None, parent)
        form.save_button.setText(tr("Take it"))
        form.form.set_values({"address": address or None})
        return form

    def loaded(self, facts: Mapping[str, object]) -> None:
        """Show the facts that were read, under the site's name."""
        plain: dict[str, Value] = {
            column: value for column, value in facts.items() if isinstance(value, (str, float))
        }
        self._name = site_name(plain)
        if self._site is not None:
            self.set_lead(site_title(self._site, plain))
        super().loaded(facts)

    def submit(self, values: dict[str, object]) -> None:
        """Write the site, or what differs, or hand it over."""
        try:
            _check(values)
        except KnownError as error:
            self.refuse(error)
            return
        if self._context is None:
            facts = {
                column: fact for column, fact in self.stated(values).items() if fact is not None
            }
            self.drafted.emit(NewRow("site", facts, site_name(facts)))
            self.finish()
            return
        done, failed = while_alive(self, self._saved), while_alive(self, self.refuse)
        if self._site is None:
            self.begin_saving()
            self._name = site_name(self.stated(values))
            operations.create_site(self.session, self.stated(values), done=done, failed=failed)
        elif corrected := self.corrected(values):
            self.begin_saving()
            reason = values[REASON]
            operations.correct_facts(
                self.session,
                "site",
                self._site,
                corrected,
                subject=self._name,
                reason=None if reason is None else str(reason),
                done=done,
                failed=failed,
            )
        else:
            self.finish()

    def _edits(self) -> dict[str, QWidget]:
        return {
            "code": TextEdit(),
            "name": TextEdit(),
            "address": TextEdit(),
            "place": ReferencePicker(self.session, "place"),
            "latitude": MeasureEdit(-90, 90),
            "longitude": MeasureEdit(-180, 180),
            "mount": SuggestingBox([tr(mount) for mount in _MOUNTS]),
            "height_m": MeasureEdit(0, 500),
            "azimuth": MeasureEdit(0, 360),
            "purpose": TextEdit(),
            "operator": ReferencePicker(self.session, "organisation"),
            "note": NoteEdit(),
        }

    def _part_coordinates(self) -> None:
        pair = _PAIR.fullmatch(str(typed(self.form.edit("latitude"))))
        if pair:
            for name, text in zip(("latitude", "longitude"), pair.groups(), strict=True):
                self.form.edit(name).set_value(text.replace(",", "."))

    def _look_at_coordinates(self) -> None:
        """Say gently where they lie far from the place: the two are easily swapped."""
        self.form.row("longitude").set_hint("")
        try:
            spot = tuple(self.form.edit(name).value() for name in ("latitude", "longitude"))
            place = self.form.edit("place").value()
        except KnownError:
            return
        if None in spot or not isinstance(place, int):
            return
        tongue = language()

        def show(found: tuple[str, tuple[float, float]] | None) -> None:
            if found is None:
                return
            name, centre = found
            away = distance_km(cast("tuple[float, float]", spot), centre)
            if away > FAR_KM:
                self.form.row("longitude").set_hint(
                    tr(
                        "This is {km} km from the centre of {place}. Are the two swapped?",
                        km=number_text(round(away)),
                        place=name,
                    )
                )

        ask(
            self,
            self.session,
            "centre of the place",
            lambda connection: places.centre_of(connection, place, tongue),
            show,
        )

    def _saved(self, saved: Saved) -> None:
        if self._context is not None:
            title = entry_title("site" if self._site is None else "correct", self._name, 0)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        self.saved.emit(saved.row)
        self.finish()


def _check(values: Mapping[str, object]) -> None:
    if not any(values[name] for name in ("code", "name", "address", "place")) and (
        values["latitude"] is None
    ):
        raise FieldError(
            "address",
            N_("Nothing says where the site is."),
            N_("State a code, an address, a place or coordinates."),
        )
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if values[one] is None and values[other] is not None:
            raise FieldError(
                one, N_("Latitude and longitude go together."), N_("State both or neither.")
            )
