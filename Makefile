# One verb a task: `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
SOAK_MINUTES ?= 90
# Images of Python forbid it: each process that a test or a page starts would compile all anew.
unexport PYTHONDONTWRITEBYTECODE

PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
HASHED := $(PIP) --no-deps --require-hashes --requirement

# The first Python from 3.11 on that can make an environment.
find_python = for python in python3 python3.13 python3.12 python3.11; do \
	if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$python"; exit 0; fi; done; \
	echo "Python 3.11 ou plus récent, avec venv, est nécessaire : apt-get install python3-venv" >&2; exit 1

.PHONY: help
help: ## Liste les verbes
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(VENV)/installed ## Ouvre l’atlas sur http://localhost:8501 (PORT=… pour un autre port)
	@$(BIN)/atlas serve --port $(PORT)

.PHONY: test
test: $(VENV)/installed-dev chromium nginx ## Exécute tous les tests, navigateur compris (ARGS=… va à pytest)
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
		$(ARGS)

.PHONY: check
check: $(VENV)/installed-dev ## Vérifie le format, le style et les types du code
	@$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deno fmt --quiet --check
	$(BIN)/deno lint --quiet
	$(BIN)/deno check --quiet src/territoires_industrie/draw/browser/layer.js \
		src/territoires_industrie/ui/browser/*.js

.PHONY: format
format: $(VENV)/installed-dev ## Met le code en forme et corrige ce qui peut l’être
	@$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/deno fmt --quiet
	$(BIN)/deno lint --quiet --fix

.PHONY: data
data: $(VENV)/installed-dev ## Reconstruit geo/ et data/ depuis leurs sources, puis les vérifie
	@$(BIN)/atlas build
	$(BIN)/atlas check

.PHONY: bench
bench: $(VENV)/installed-bench chromium ## Mesure l’atlas et ses pairs, écrit docs/performance.md
	@$(BIN)/python -m benchmarks $(ARGS)

.PHONY: spark
spark: $(VENV)/installed-spark ## Agrège aussi avec Spark : son test, puis DuckDB et Spark côte à côte (demande Java 17)
	@command -v java >/dev/null || { echo "Java 17 est nécessaire : apt-get install openjdk-17-jre-headless" >&2; exit 1; }
	$(BIN)/python -m pytest -q tests/refresh/test_activity.py
	$(BIN)/python -m benchmarks.engines $(ARGS)

.PHONY: interop
interop: $(VENV)/installed-dev ## Ouvre chaque format dans QGIS, GDAL, LibreOffice et R, écrit docs/interop.md (paquets de Debian)
	@$(BIN)/python -m interop $(ARGS)

.PHONY: soak
soak: $(VENV)/installed-dev ## 2 000 adresses fausses, 1 000 parcours, tous les contours, puis la charge : deux heures et demie au plus
	@ATLAS_SOAK=1 timeout $(SOAK_MINUTES)m $(BIN)/python -m pytest --numprocesses 2 \
		tests/faults/test_addresses.py tests/faults/test_walks.py tests/refresh/test_contours.py $(ARGS)
	# Readers by the hundred, the work of others, mixed use: half an hour each of the two servers.
	timeout 55m $(BIN)/python -m benchmarks.load

.PHONY: axe
axe: $(VENV)/installed-dev chromium ## Passe axe-core sur chaque page, dans les deux langues, claire et sombre
	@ATLAS_AXE=whole $(BIN)/python -m pytest tests/browser/test_pages.py

.PHONY: audit
audit: $(VENV)/installed-audit ## Compare les dépendances aux failles connues (demande le réseau)
	@$(BIN)/python -m pip_audit --strict --no-deps --disable-pip --requirement requirements-dev.txt

.PHONY: hashes
hashes: $(VENV)/installed-dev ## Écrit les empreintes des versions fixées, après un changement (demande le réseau)
	@for name in requirements requirements-dev; do
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-annotate --no-emit-package territoires-industrie --output-file $$name-hashes.txt $$name.txt
	done

.PHONY: docs
docs: $(VENV)/installed-dev ## Construit la documentation et la référence en un site, dans site/
	@$(BIN)/mkdocs build --strict --quiet
	echo "site/index.html"

.PHONY: release
release: $(VENV)/installed-dev ## Construit le paquet et l’archive dans dist/, les installe et les essaie (demande le réseau)
	@rm -rf dist
	$(BIN)/python -m hatchling build --directory dist
	ATLAS_RELEASE=dist $(BIN)/python -m pytest tests/deploy/test_package.py $(ARGS)

.PHONY: messages
messages: $(VENV)/installed-dev ## Met le catalogue anglais à jour des textes sources
	@$(BIN)/python -m territoires_industrie.build.catalogue

.PHONY: clean
clean: ## Retire l’environnement et ce que les outils laissent
	@rm -rf $(VENV) dist site test-artifacts .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: pip, hence the network, is reached only when a requirement changed.
$(BIN)/python:
	@python=$$($(find_python))
	"$$python" -m venv $(VENV)

# The very files that were pinned, or nothing.
$(VENV)/dependencies: requirements-hashes.txt | $(BIN)/python
	@echo "Installation de l'atlas dans $(VENV)…"
	$(HASHED) requirements-hashes.txt
	touch $@

# The atlas itself, which has no hash.
$(VENV)/installed: pyproject.toml hatch_build.py $(VENV)/dependencies
	@$(PIP) --no-deps --editable .
	touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-dev-hashes.txt $(VENV)/installed
	@echo "Installation de ce que les tests demandent…"
	$(HASHED) requirements-dev-hashes.txt
	touch $@

$(VENV)/installed-bench: pyproject.toml $(VENV)/installed-dev
	@$(PIP) --editable '.[bench]'
	touch $@

$(VENV)/installed-spark: pyproject.toml $(VENV)/installed-dev
	@$(PIP) --editable '.[refresh,spark]'
	touch $@

# Its own dependencies are no part of the atlas: it is only asked for by `make audit`.
$(VENV)/installed-audit: Makefile $(VENV)/installed-dev
	@$(PIP) pip-audit==2.10.1
	touch $@

.PHONY: chromium
chromium:
	@bash tests/browser/install_chromium.sh

.PHONY: nginx
nginx:
	@bash tests/deploy/install_nginx.sh
