# Everything is done in .venv; `make demo` and `make test` set it up by themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off
PACKS  := $(wildcard packs/*)
SERVE  ?= 1
PORT   ?= 8765
STAMP  := $(VENV)/.installed
INPUTS := pyproject.toml requirements.lock hatch_build.py $(wildcard packs/*/pyproject.toml packs/*/hatch_build.py) \
          $(shell find src/tocsin/web/ui -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: help install demo test check floors lock clean
help:            ## what can be made
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

install: $(STAMP)  ## .venv with tocsin, its packs and the tools to work on it

$(STAMP): $(INPUTS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tocsin needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing pinned libraries …" >&2
	@$(PIP) --require-hashes --requirement requirements.lock
	@echo "installing tocsin and its packs …" >&2
	@$(PIP) --no-deps $(addprefix --editable ,. $(PACKS:%=./%))
	@touch $@

demo: install    ## read the demo pages, print the events found, serve the situation page (SERVE=0: only print)
	@rm -rf .demo && mkdir .demo
	$(BIN)/tocsin run demo/pages --ledger .demo/demo.db --situations demo/situations.toml
	$(BIN)/tocsin events --ledger .demo/demo.db --sentences
	$(BIN)/tocsin situation kosovo-plates --ledger .demo/demo.db
ifneq ($(SERVE),0)
	$(BIN)/tocsin serve --ledger .demo/demo.db --port $(PORT)
endif

test: install    ## all tests, browser tests too
	@sh tests/chromium.sh
	@$(BIN)/python -m pytest

check: install   ## style, types, layers, copied text, damaged pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m lab.overlap
	$(BIN)/python -m lab.fuzz --pages 300

# the benchmarks that take seconds; those on ../shared are passed over, saying so, where it is missing
GOLD   := ../shared/gold
floors: install  ## no figure of the quick benchmarks under its floor
	@$(BIN)/python -m bench.demo | $(BIN)/python -m bench.floors demo
ifneq ($(wildcard $(GOLD)),)
	@for name in e2e who when where attribution articles metadata threads dumps; do \
	  $(BIN)/python -m bench.$$name 2>/dev/null | $(BIN)/python -m bench.floors $$name || exit 1; done
else
	@echo "floors of the benchmarks on it skipped: $(GOLD) is not there" >&2
endif

lock: $(STAMP)   ## pin all libraries anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra rules --group dev \
	  --no-header --output-file requirements.lock pyproject.toml

clean:           ## remove what was built
	rm -rf $(VENV) .demo src/tocsin/web/static src/tocsin/web/ui/node_modules packs/places/tocsin_pack_places/places.sqlite
