# The two commands are `make run` and `make test`; `make` alone lists the rest.
SHELL := /bin/sh
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test check bench bench-diagnosis screenshots soak clean

PORT ?= 8000
# Tests are shared out by file to so many processes, each with a browser and a database server of its own.
WORKERS ?= 3
ARGS ?=
export PY

help: ## this list
	awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: ## what running needs, in .venv
	.ci/environment run

# The browser and the database server come before the tests, so that what is missing is said at once.
setup-tests:
	.ci/environment test
	.venv/bin/python -m tests.support.browser
	.venv/bin/python -m tests.support.postgres

run: setup ## CoachHub with a demo practice, on http://127.0.0.1:8000 (PORT=8001 for another port)
	exec .venv/bin/coachhub demo --port "$(PORT)"

test: setup-tests ## all tests (ARGS="-k words" for some of them)
	.venv/bin/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: ## formatting, lint, types, import contracts, then all tests
	.ci/environment test
	.venv/bin/ruff format --check --quiet . || { .venv/bin/ruff format --check .; exit 1; }
	.venv/bin/ruff check --quiet .
	.venv/bin/mypy --no-error-summary
	.venv/bin/lint-imports --no-logo
	$(MAKE) --no-print-directory test

bench: ## how fast CoachHub is, as ratios against other ways of doing the same work
	.ci/environment test
	.venv/bin/python -m benchmarks

bench-diagnosis: ## what the diagnosis is worth on simulated clients (2 minutes; ORACLE=1 adds the limit, 1 more)
	.ci/environment test
	.venv/bin/python -m benchmarks.diagnosis $(if $(ORACLE),--oracle 200) $(ARGS)

screenshots: ## the README's pictures, taken of the demo in a real browser
	.ci/environment test
	.venv/bin/python -m tests.screenshots $(ARGS)

soak: setup-tests ## the tests that repeat for long: hostile input, kills, offline runs
	COACHHUB_SOAK=1 .venv/bin/python -m pytest -m soak $(ARGS)

clean: ## removes everything that the commands above made, but no data
	rm -rf .venv .tools .cache build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
