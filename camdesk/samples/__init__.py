"""Sample registers: the published figures, and an invented life played on top of them."""

from camdesk.samples.build import build as build
