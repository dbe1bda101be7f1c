# `make contract` and `make test` are all a newcomer needs; both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
REPORT ?= build/contract
GUIDES := your-own-api gate vendor mock not-checked
SITE := $(GUIDES:%=--pages docs/guides/%.md) --client "pip install ./clients/python"
# Compiled once, beside the sources' folders: hundreds of short processes start in half the time.
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/pycache
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help contract test full newest coverage mutants dialects lint types generate drift docs mock browser lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12

contract: $(READY) ## run the contract suite against the embedded mock
	$(BIN)/pytest contract_tests --contract-report $(REPORT)

test: $(READY) ## run the toolkit's own tests; those of pages need `make browser` once
	$(BIN)/pytest tests -n 2 --ignore tests/browser --durations 20 --durations-min 5
	$(BIN)/pytest tests/browser # apart: Playwright keeps its event loop running in the process

full: $(READY) ## all of it, for a night: long tests, every mutant, dialect and sabotage
	$(BIN)/pytest tests -n 2 --ignore tests/browser --full
	$(BIN)/pytest tests/browser --full
	$(MAKE) mutants dialects
	$(BIN)/clausecheck sharpness

newest: ## packaging, suite and contract with the newest versions of all, in an environment apart
	$(PYTHON) -m venv build/newest
	build/newest/bin/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	CLAUSEKIT_NEWEST=1 build/newest/bin/pytest tests/packaging tests/clausecheck/run -n 2
	build/newest/bin/pytest contract_tests --contract-depth quick

coverage: $(READY) ## lines that one quick contract run reaches; a floor, not an aim
	@mkdir -p build
	$(BIN)/coverage run -m pytest -q contract_tests --contract-depth quick
	$(BIN)/coverage report

mutants: $(READY) ## the suite against every faulty mock; MUTANTS="-k listRooms" for some
	PYTHONPATH=tests $(BIN)/python -m mutants.run $(MUTANTS)

dialects: $(READY) ## the suite against every lawful mock; DIALECTS="--seeds 3" for fewer
	PYTHONPATH=tests $(BIN)/python -m dialects.run $(DIALECTS)
	PYTHONPATH=tests $(BIN)/python -m dialects.run --variants --seeds 1

lint: $(READY) ## the document, the code and its format
	$(BIN)/clausegen lint --strict --profile house --cross-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy --strict
	$(BIN)/mypy generator contract_tests mock_server clients/python

generate: $(READY) ## write the server stub, the clients, the vocabulary and the docs again
	$(BIN)/clausegen stubs server --out mock_server/giosg_mock/stub
	$(BIN)/clausegen stubs client --language python --out clients/python
	$(BIN)/clausegen stubs client --language typescript --out clients/typescript
	$(BIN)/clausegen vocabulary --out spec
	$(BIN)/clausegen docs --out docs_site $(SITE)

drift: $(READY) ## fail when anything generated is stale
	$(BIN)/clausegen stubs server --out mock_server/giosg_mock/stub --check
	$(BIN)/clausegen stubs client --language python --out clients/python --check
	$(BIN)/clausegen stubs client --language typescript --out clients/typescript --check
	$(BIN)/clausegen vocabulary --out spec --check
	$(BIN)/clausegen docs --out docs_site $(SITE) --check

mock: $(READY) ## serve the mock on port 8000
	$(BIN)/clausemock serve --port 8000 --target-file build/target.toml

browser: ## what some tests need besides Python: Chromium, npm, openssl, PostgreSQL (Debian), axe-core
	@command -v chromium >/dev/null && command -v npm >/dev/null && command -v openssl >/dev/null && \
		ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
		{ apt-get update -q && apt-get install -qy chromium npm openssl postgresql; }
	@cd tests/browser && npm install --no-package-lock --no-audit --no-fund --silent

lock: ## compile requirements.lock again
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean: ## remove everything that can be made again
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@echo "setting up .venv (once, about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
