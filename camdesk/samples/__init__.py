"""Sample registers: the published figures, and an invented life played on top of them."""

from camdesk.samples.sample import build as build
