# Everything a person types: `make demo` shows what Zeren does, `make test` checks all that can be checked.
# Both make the environment first; neither needs more than Python 3.11 or later, make and git.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo

.PHONY: help demo test lint types contract unit bench docs browser clean

help:
	@echo "make demo   build the graph of the bundled documents, ask it, export it, make its page"
	@echo "make test   lint, types, import contract and all tests (what CI runs)"
	@echo "make bench  measure speed against yardsticks in the same run"
	@echo "make docs   put what the commands print now, and pictures of the page, into the documentation"

# What the program needs; and what its tests need beside that.
$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.tested: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch $@

demo: $(VENV)/.ready
	$(BIN)/kg demo --into $(DEMO)

test: $(VENV)/.tested browser lint types contract unit

lint: $(VENV)/.tested
	$(BIN)/ruff check .

types: $(VENV)/.tested
	$(BIN)/mypy

contract: $(VENV)/.tested
	$(BIN)/lint-imports

unit: $(VENV)/.tested
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: $(VENV)/.tested
	$(BIN)/python -m tests.bench

docs: $(VENV)/.tested
	$(BIN)/python docs/make_outputs.py
	$(BIN)/python docs/make_answers.py
	$(BIN)/python docs/run_notebook.py
	$(BIN)/python docs/take_pictures.py

# The page is tested in a real browser. Where this user may install Debian's packages it is fetched; elsewhere those tests say why they skip.
browser:
	@command -v chromium >/dev/null 2>&1 || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	else echo "Chromium is not installed: the tests that drive the page in a browser will be skipped."; fi

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info
