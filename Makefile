# `make` alone prints the targets. A newcomer needs two: run and test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
HOST ?= 127.0.0.1
.DEFAULT_GOAL := help
.PHONY: help run test long check fmt lint types layers docs bench demo

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/runs: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/tests: $(VENV)/runs tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt -c constraints.txt
	@touch $@

.PHONY: browser
browser:
	@sh tests/install-browser

run: $(VENV)/runs ## start the portal on http://localhost:8501, in demonstration mode
	@echo "The portal starts on http://localhost:$(PORT)"
	@test $(HOST) = 127.0.0.1 || echo "It answers on $(HOST): whoever reaches this machine can open it, and the demonstration's passwords are published."
	@exec $(BIN)/uvicorn server:app --host $(HOST) --port $(PORT) --ws-per-message-deflate false --no-access-log --log-level warning

TOGETHER := -n 2 --dist loadfile --no-loadscope-reorder --reruns 1 --only-rerun TimeoutError --only-rerun database_unreachable
test: $(VENV)/tests browser ## run the tests, the browser's whole roads too
	$(BIN)/python -m pytest -m "not long" $(TOGETHER)

long: $(VENV)/tests browser ## run the tours through whole portals, which take long
	$(BIN)/python -m pytest -m long $(TOGETHER)

check: $(VENV)/tests lint types layers test ## everything CI runs
	$(BIN)/python docs/generate.py --check

fmt: $(VENV)/tests ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/tests ## look for faults of style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/tests ## check the types, strictly
	$(BIN)/pyright

layers: $(VENV)/tests ## check who imports whom
	$(BIN)/lint-imports

docs: $(VENV)/tests ## write the generated pages anew
	$(BIN)/python docs/generate.py

bench: $(VENV)/tests browser ## measure, as ratios
	$(BIN)/python -m bench

demo: $(VENV)/runs ## start the demonstration afresh, on an empty database
	rm -rf data/var
	@$(MAKE) --no-print-directory run
