# Only python3 (3.11 or newer), make and a package index are needed. `make help` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
OUT    ?= demo_output
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test properties faults hostile fuzz test-cluster soak scans gold bench-detect model lint types layers check bench samples lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 18

$(VENV)/.base: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; try make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.base ## make .venv from the lock and install prefile into it

demo: $(VENV)/.base ## redact the sample filings into demo_output/ (OUT=folder to change)
	$(BIN)/prefile batch sample_filings $(OUT) --force --audit $(OUT)/audit

test: $(VENV)/.dev ## run all tests that need nothing but Python
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not cluster" tests

properties: $(VENV)/.dev ## the property tests with examples of their own each time (TIMES=10 rounds)
	@for round in $$(seq $(or $(TIMES),10)); do \
		$(BIN)/python -m pytest -q --hypothesis-profile roam $$(grep -rl "from hypothesis" tests --include="test_*.py") || exit 1; done

faults: $(VENV)/.dev ## hundreds of kills, 10,000 files at once, long storms (KILLS=200, SEED=20; some 20 minutes)
	PREFILE_KILLS=$(or $(KILLS),200) PREFILE_SEED=$(or $(SEED),20) PREFILE_FLOOD=$(or $(FLOOD),10000) \
	PREFILE_GROWS=60 PREFILE_STORM=30 $(BIN)/python -m pytest -s tests/faults

hostile: $(VENV)/.dev ## a thousand hostile PDFs through batch (SEED=20, COUNT=1000, JOBS=2)
	$(BIN)/python -m bench.hostile --seed $(or $(SEED),20) --count $(or $(COUNT),1000) --jobs $(or $(JOBS),2)

fuzz: $(VENV)/.dev ## damaged papers through the corridor, what breaks made smaller (MINUTES=10)
	$(BIN)/python -m bench.fuzz --minutes $(or $(MINUTES),10)

test-cluster: $(VENV)/.dev ## the Dask engine: a scheduler and two workers, one of them killed
	$(BIN)/python -m pytest -m cluster tests/engines

bench: $(VENV)/.dev ## speed and memory beside the floor and a stock script (FULL=1: 2,000 pages, 1,000 filings)
	$(BIN)/python -m bench.speed $(if $(FULL),--full)

checkers: $(VENV)/.dev ## public redaction checkers over samples and leak suite, each in an environment of its own (needs an index)
	$(BIN)/python -m bench.checkers

bench-detect: $(VENV)/.dev ## detection beside stock Presidio, on invented papers and ../shared/data where present (LIMIT=60 documents each, 0 for all; FULL=1: 1,000 pages)
	$(BIN)/python -m pipeline.lab.bench --limit $(or $(LIMIT),60) $(if $(FULL),--full)

model: $(VENV)/.dev ## train models/ner/court anew (some 15 minutes on one core; then pin its digest in models/manifest.toml)
	$(BIN)/python -m pipeline.lab.train

soak: $(VENV)/.dev ## the daemon under load, memory and handles noted (MINUTES=20)
	$(BIN)/python -m bench.soak --minutes $(or $(MINUTES),20)

scans: $(VENV)/.dev ## every sample as a scan, upright, askew and turned: what is burned, left and lost (FULL=1: at each resolution)
	$(BIN)/python -m bench.scans $(if $(FULL),--full)

gold: $(VENV)/.dev ## only the part of the tests that holds every sample under every policy to its gold
	$(BIN)/python -m pytest -n 2 -m gold tests/samples

lint: $(VENV)/.dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy pipeline

layers: $(VENV)/.dev ## the layers contract
	$(BIN)/lint-imports

check: test lint types layers ## all that CI refuses a change for

samples: $(VENV)/.base ## rebuild sample_filings/
	$(BIN)/python sample_filings/build.py

lock: $(VENV)/.dev ## compile the locks anew from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra setup pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what the targets made
	rm -rf $(VENV) demo_output bench_output build dist
