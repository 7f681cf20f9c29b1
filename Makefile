# Everything a developer or a newcomer types. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
SAMPLES := samples
export BRIEFING_STORE ?= .briefing

.DEFAULT_GOAL := help
.PHONY: help run test slow browser check format bench lock clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-9s %s\n", $$1, $$2}'

run: .venv/installed ## set up when needed, then start the chat over the sample briefings at http://127.0.0.1:7860
	@BRIEFING_SAMPLES=$(SAMPLES) $(BIN)/briefing serve

# Each worker computes on one core: several that each take all cores wait for one another.
WORKERS ?= 2
test: .venv/developing ## run the tests, without those that need a browser or much time
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m "not slow and not browser" -n $(WORKERS)

slow: .venv/developing ## run the long suites
	$(BIN)/python -m pytest -m "slow"

browser: .venv/developing ## run the tests in headless Chromium (Debian's package chromium)
	$(BIN)/python -m pytest -m "browser"

check: .venv/developing ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/developing ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# torch comes first and by version alone: its CPU and CUDA builds have different hashes. Everything else
# comes from the lock, with hashes.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; name one: make run PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(sed -n 's/^  "\(torch==.*\)",/\1/p' pyproject.toml)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/developing: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

CUDA := triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc \
  nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
  nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate $(addprefix --no-emit-package ,torch $(CUDA))

lock: .venv/installed ## renew the locks (needs the network)
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## delete the virtual environment and the sample store
	rm -rf .venv .briefing
