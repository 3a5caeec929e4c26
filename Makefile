# Công khai. `make site` builds the site, `make serve` shows it; every target first builds the .venv it needs.
# A fresh machine needs only git, make and Python 3.11 or newer.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
SCHEMA := $(BIN)/check-jsonschema --quiet --builtin-schema vendor
COMPILE := .venv-pins/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet
# Extra arguments for pytest: make test PYTEST="-n 0 -x tests/test_browser.py"
PYTEST ?= -n auto --dist loadfile
# The day statuses are computed for: make site AS_OF=2026-03-31
AS_OF  ?=
# The file that GitHub Pages publishes, written beside the site: make site TAR=artifact.tar
TAR    ?=
# Also packs the site to be read without a network, and offers it on the page of open data: make site OFFLINE=1
OFFLINE ?=
# Processes that build it together: make site JOBS=auto
JOBS   ?=
as_of  = $(if $(AS_OF),--as-of $(AS_OF))

.DEFAULT_GOAL := help
.PHONY: help site serve check demo test coverage mutants lint format browser bench fuzz lighthouse venv pins clean

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 19

site: $(VENV)/.site  ## build the site into site/
	$(BIN)/congkhai build $(as_of) $(if $(JOBS),--jobs $(JOBS)) $(if $(OFFLINE),--offline) $(if $(TAR),--tar $(TAR))

serve: $(VENV)/.site  ## show the site on this computer; rebuild on every change
	$(BIN)/congkhai serve $(as_of)

check: $(VENV)/.site  ## check the data and explain every mistake
	$(BIN)/congkhai check $(if $(GITHUB_ACTIONS),--format github) $(as_of)

demo: $(VENV)/.site  ## build a site of invented agencies, to try things on
	$(BIN)/congkhai demo $(as_of)

test: browser  ## run every test, in a real browser too
	$(BIN)/python -m pytest $(PYTEST)

coverage: $(VENV)/.dev  ## run the tests without the browser, and measure which branches they reach
	$(BIN)/python -m pytest $(PYTEST) -m "not browser" --cov --cov-report=term:skip-covered

mutants: $(VENV)/.dev  ## plant faults: make mutants MODULE=generator/tracking/status.py TESTS=tests/test_status.py
	$(BIN)/python -m tests.mutants $(MODULE) $(TESTS)

lint: $(VENV)/.dev  ## style, types, import order of the layers, workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/congkhai codeowners --check
	$(BIN)/congkhai schemas --check
	$(BIN)/congkhai --config demo/mkdocs.yml quote --check
	$(BIN)/zizmor --offline --quiet --persona=pedantic .github
	$(SCHEMA).github-workflows .github/workflows/*.yml
	$(SCHEMA).github-issue-forms .github/ISSUE_TEMPLATE/[0-9]*.yml
	$(SCHEMA).github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(SCHEMA).dependabot .github/dependabot.yml
	@if command -v actionlint >/dev/null; then actionlint -ignore 'workflow call "\$$/.*is not following the format'; fi

format: $(VENV)/.dev  ## rewrite the Python files in the project's style
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

browser: $(VENV)/.dev  ## find a Chromium for the tests, or install one
	$(BIN)/python -m tests.browser

bench: $(VENV)/.bench  ## measure the build: time, memory, bytes a page
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.bench

fuzz: $(VENV)/.dev  ## feed the program 100,000 inputs of a stranger
	$(BIN)/python -m tests.fuzz
	$(BIN)/python -m pytest $(PYTEST) --hypothesis-profile=long tests/test_deadlines.py tests/test_quickyaml.py tests/test_quoting.py

lighthouse: browser  ## measure the pages as a phone on a slow link meets them
	$(BIN)/python -m tests.bench.lighthouse

venv: $(VENV)/.dev  ## build .venv with everything a developer needs

$(BIN)/python:
	sh .ci/venv "$(PYTHON)" $(VENV)

$(VENV)/.site: requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

pins:  ## look for newer versions and write them, with hashes, to requirements/
	@test -x .venv-pins/bin/python || sh .ci/venv "$(PYTHON)" .venv-pins
	.venv-pins/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/pins.txt
	$(COMPILE) --upgrade --group build --output-file requirements/run.txt
	$(COMPILE) --upgrade --group build --extra office --constraint requirements/run.txt --output-file requirements/office.txt
	$(COMPILE) --upgrade --group build --extra office --group dev --group mutants --constraint requirements/office.txt --output-file requirements/dev.txt
	.venv-pins/bin/uv pip compile --group bench --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet --upgrade --output-file requirements/bench.txt
	.venv-pins/bin/uv pip compile --group pins --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet --upgrade --output-file requirements/pins.txt

clean:  ## remove everything make has made
	rm -rf $(VENV) .venv-pins site site.* site-offline.zip site-demo .cache demo/.cache build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +
