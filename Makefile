# `make` prints this list.

PYTHON := .venv/bin/python
STAMP_PYTHON := .venv/.stamp-python
STAMP_SYSTEM := .venv/.stamp-system
PO := $(wildcard resources/translations/*/LC_MESSAGES/camdesk.po)
MO := $(PO:.po=.mo)
ARGS ?=
# one process for each core; `make test PYTEST_ARGS="-x tests/domain"` for a few tests
PYTEST_ARGS ?= -n auto

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test lives office check check-lint check-format check-types check-imports \
	check-translations screenshots bench translations clean FORCE

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP_PYTHON) $(STAMP_SYSTEM) $(MO) ## create .venv and install what is missing
	@:

run: ## start the program; ARGS="FILE" opens a register
	@if [ "$$(uname -s)" = Linux ] \
		&& [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		echo "make run: there is no display here (DISPLAY and WAYLAND_DISPLAY are not set)." >&2; \
		echo "Start it from a desktop session, or over ssh -X. Without a window there is the" >&2; \
		echo "command line: make setup, then .venv/bin/camdesk --help" >&2; \
		exit 1; \
	fi
	@$(MAKE) --no-print-directory setup
	@$(PYTHON) main.py $(ARGS)

test: setup ## run the tests
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest $(PYTEST_ARGS)

REGISTERS ?= 150
lives: setup ## play thousands of random lives, check every balance, undo everything (REGISTERS=150)
	QT_QPA_PLATFORM=offscreen CAMDESK_REGISTERS=$(REGISTERS) \
		$(PYTHON) -m pytest $(PYTEST_ARGS) tests/store/test_whole_life.py

office: setup ## have LibreOffice open what reports become (package libreoffice-calc)
	QT_QPA_PLATFORM=offscreen CAMDESK_OFFICE=1 $(PYTHON) -m pytest $(PYTEST_ARGS) tests/office

check: check-lint check-format check-types check-imports check-translations ## lint, types, imports, translations

check-lint: setup
	$(PYTHON) -m ruff check .

check-format: setup
	$(PYTHON) -m ruff format --check .

check-types: setup
	$(PYTHON) -m mypy

check-imports: setup
	.venv/bin/lint-imports

check-translations: setup
	$(PYTHON) scripts/check_translations.py

screenshots: setup ## draw the pictures of the documentation
	$(PYTHON) scripts/screenshots.py

CAMERAS ?= 100000
bench: setup ## ratios to the barest way of doing the same, in one run (CAMERAS=1000000)
	$(PYTHON) benchmarks/bench.py --cameras $(CAMERAS)

translations: setup ## carry new texts of the program into the .po files
	$(PYTHON) scripts/translations.py

clean: ## remove .venv and everything that was built
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f $(MO)
	find camdesk tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say where they were made: a copied or moved checkout is set up anew.
ifneq ($(strip $(file <$(STAMP_PYTHON))),$(CURDIR))
$(STAMP_PYTHON): FORCE
endif
ifeq ($(wildcard $(PYTHON)),)
$(STAMP_PYTHON): FORCE
endif

$(STAMP_PYTHON): pyproject.toml hatch_build.py
	@scripts/setup.sh python
	@echo "$(CURDIR)" > $@

$(STAMP_SYSTEM): $(STAMP_PYTHON) scripts/setup.sh
	@scripts/setup.sh system
	@touch $@

%.mo: %.po | $(STAMP_PYTHON)
	@$(PYTHON) scripts/translations.py compile $<
