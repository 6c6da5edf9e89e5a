# Everything runs in .venv, which holds what requirements/*.txt pin by hash. A machine needs Python 3.11 or later with
# pip, and make; where uv is at hand, it does the installing.

PYTHON ?= python3

# Where this is set, every start of Python compiles the libraries anew.
unexport PYTHONDONTWRITEBYTECODE

ifeq ($(shell command -v uv 2>/dev/null),)
install := $(PYTHON) -m pip --python .venv --quiet install --no-compile
else
install := uv pip install --quiet --python .venv
endif

# Tests run on all cores; the benchmark plug-in is for `make benchmarks` alone.
on_all_cores := -p no:benchmark --numprocesses auto

# The stamps carry a checksum of what they stand for, so a second run does nothing and a changed lock is installed.
checksum = $(firstword $(shell cat pyproject.toml $(1) | cksum))
RUN := .venv/run-$(call checksum,requirements/run.txt)
TEST := .venv/test-$(call checksum,requirements/test.txt)

# The kinds of processor whose arithmetic the solvers are tested with, as OpenBLAS names them; SkylakeX needs AVX-512.
PROCESSORS ?= Haswell $(if $(shell grep avx512f /proc/cpuinfo 2>/dev/null),SkylakeX,Nehalem)

.PHONY: demo test crosschecks processors lint types wheel check clones coverage benchmarks docs lock clean

# The triangle of the United States, Russia and China: its equilibria here, the whole report in out/.
demo: $(RUN)
	.venv/bin/tetrarchy solve us-russia-china
	.venv/bin/tetrarchy report us-russia-china --out out/us-russia-china.md
	.venv/bin/tetrarchy report us-russia-china --format html --out out/us-russia-china.html

# The tests, or those that TESTS names, but for the long cross-checks.
test: $(TEST)
	.venv/bin/pytest $(on_all_cores) -m "not slow" $(TESTS)

# The long cross-checks: against other solvers, over many more games, with processes that are killed.
crosschecks: $(TEST)
	.venv/bin/pytest $(on_all_cores) -m slow

# The tests of the solvers once for each kind of processor: none may hang on how a library rounds.
processors: $(TEST)
	set -e; for kind in $(PROCESSORS); do OPENBLAS_CORETYPE=$$kind .venv/bin/pytest $(on_all_cores) tests/solvers; done

# The code's form.
lint: $(TEST)
	.venv/bin/ruff check

# The code's types, checked against the installed wheel.
types: $(TEST)
	.ci/installed basedpyright --project $(CURDIR) --pythonpath clean/bin/python

# The same tests, run from the installed wheel.
wheel: $(TEST)
	.ci/installed python -P -m pytest $(on_all_cores) --config-file $(CURDIR)/pyproject.toml -p no:cacheprovider -m "not slow" $(CURDIR)/tests

# All of the above.
check: test crosschecks processors lint types wheel

# The two commands of the README in two fresh clones of what is committed: with uv, and with an old pip alone.
clones:
	PYTHON=$(PYTHON) .ci/clones

# Which lines and branches the tests do not reach.
coverage: $(TEST)
	.venv/bin/pytest --cov

# Speed beside the peers, all in one run; writes docs/explanation/benchmarks.md.
benchmarks: $(TEST)
	mkdir -p .benchmarks
	.venv/bin/pytest benchmarks --benchmark-json=.benchmarks/last.json

# The documentation as pages in out/docs, its reference taken from the code; needs no network.
docs: $(TEST)
	.venv/bin/typer tetrarchy.cli utils docs --name tetrarchy --title Commands --output docs/reference/commands.md
	.venv/bin/sphinx-build --quiet --fail-on-warning docs out/docs

define set_up
	@echo "Setting up .venv from requirements/$(1).txt"
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("tetrarchy needs Python 3.11: make PYTHON=...")'
	@$(PYTHON) -m venv --without-pip .venv
	@$(install) --require-hashes --only-binary :all: -r requirements/$(1).txt
	@$(install) --no-deps --no-build-isolation --editable .
	@.venv/bin/python -m compileall -q -j 0 -x '/tests?/' .venv/lib
endef

$(RUN):
	$(call set_up,run)
	@touch $(RUN)

$(TEST):
	$(call set_up,test)
	@touch $(RUN) $(TEST)

compile := echo 'setuptools>=77' | uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-strip-extras --prerelease explicit --no-header --no-annotate --no-emit-index-url \
	--no-emit-find-links --quiet

# The locks, made anew by uv; pins that still fit are kept.
lock:
	$(compile) --output-file requirements/run.txt
	$(compile) --all-extras --constraint requirements/run.txt --output-file requirements/test.txt

# Away with all that make made.
clean:
	rm -rf .venv build dist out *.egg-info .coverage .hypothesis .benchmarks .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
