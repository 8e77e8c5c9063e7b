# Needs Python 3.11-3.13, make, git, and a network once. `make` alone prints the targets.

PYTHON := $(or $(shell command -v python3),$(shell command -v python))
BIN := .venv/bin
JOBS ?= 2
ARGS ?=
# Each kernel and each worker would compile the libraries anew: 6 s of a processor instead of 3.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help env lab test test-browser test-all check format build slides lock bench clean

help:  ## Print the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

env:  ## Bring .venv in line with requirements.lock (every other target does this first)
	@$(or $(PYTHON),uv run --no-project --python 3.13 python) bootstrap.py

lab: env  ## Open the course in JupyterLab (ARGS=--check: start, look, stop)
	@$(BIN)/course lab $(ARGS)

# One run: the tests, the examples in docstrings, and each notebook with its outputs compared.
TEST = $(BIN)/python -m pytest -n $(JOBS) --dist loadscope --nbval --nbval-current-env

test: env  ## Run the tests and every notebook (5 to 10 minutes on two cores)
	@$(TEST) -m "not browser and not slow" $(ARGS)

test-browser: env  ## Run the tests in headless Chromium
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "browser and not slow" tests $(ARGS)

test-all: env  ## Run everything: also the browser, the whole solved copies, the wheel
	@$(TEST) $(ARGS)

# $(call must,COMMAND,MEND) runs a command; when it fails, shows what it said and what mends it.
must = @said=$$($(BIN)/$(1) 2>&1) || { echo "$$said"; echo "make check: $(2)"; exit 1; } >&2

check: env  ## Compare format, lint, types, layers, spelling and generated cells
	$(call must,ruff format --check --quiet .,run 'make format')
	$(call must,ruff check --quiet .,run 'make format'$(comma) then mend by hand what is left)
	$(call must,mypy --no-error-summary,mend the types named above)
	$(call must,mypy --no-error-summary --strict $(SCRIPTS),mend the types named above)
	$(call must,lint-imports --no-logo,mend the import named above)
	$(call must,typos,run '.venv/bin/typos --write-changes'$(comma) or name the word in pyproject.toml)
	$(call must,course build --check,run the command named above)
	@echo "make check: all in order"

SCRIPTS := bootstrap.py conftest.py benchmarks/card_fraud.py benchmarks/interval_coverage.py benchmarks/peak_memory.py benchmarks/speed.py slides/picture.py
comma := ,

format: env  ## Format the code and mend what the linter can mend
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet .

build: env  ## Bring notebooks, their text form and generated cells in line
	@$(BIN)/course build $(ARGS)
	@$(BIN)/python slides/picture.py
	@$(BIN)/course slides --texts

slides: env  ## Write the slide decks to slides/build
	@$(BIN)/course slides $(ARGS)

# No path or host of this machine may reach the lock, so local sources of packages are unset.
lock: env  ## Renew requirements.lock from pyproject.toml
	@env -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL -u PIP_FIND_LINKS \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--group slides --group dev --group nbgrader --python-version 3.11 $(ARGS) \
		pyproject.toml -o requirements.lock

bench: env  ## Measure the speeds the course promises and write benchmarks/README.md
	@$(BIN)/python benchmarks/speed.py $(ARGS)

clean:  ## Remove .venv and what tools left behind; never a learner's work
	@rm -rf .venv dist slides/build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
