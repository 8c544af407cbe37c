# Amparo: `make demo` to see it, `make test` to trust it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help install demo test check bench soak format frozen clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## make .venv, from which .venv/bin/amparo runs

$(STAMP): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install -qq --constraint requirements.lock --editable '.[dev]'
	@touch $(STAMP)

demo: install ## build a made-up insurer, check it, serve the report at http://127.0.0.1:8000
	$(BIN)/amparo demo --dir demo-house

test: install ## pass the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not soak and not spark'

check: install ## lint, types, import contracts, house rules, stale generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m amparo.build --check

format: install ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

frozen: install ## freeze the controls' SQL and write the generated docs
	$(BIN)/python -m amparo.build

soak: install ## long runs: more seeds, kills, Spark, the 200,000-policy house
	$(BIN)/python -m pip install --quiet 'pyspark==4.3.0'
	$(BIN)/python -m pytest -m 'soak or spark'

bench: install ## measure; results in docs/benchmarks.md
	$(BIN)/python -m pip install -qq --constraint requirements.lock '.[bench]'
	$(BIN)/python -m benchmarks

clean: ## remove what was made
	rm -rf $(VENV) demo-house
