# demo, test and check set up everything they need; nothing has to be installed beforehand but Python 3.11 or newer.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
STAMP := $(VENV)/.requirements
RUN := $(VENV)/bin/python

.PHONY: demo test check bench lock messages

demo: $(STAMP)
	PORT=$(PORT) $(RUN) manage.py demo

# make test ARGS="-k carousel" hands arguments to pytest
test: $(STAMP)
	$(RUN) -m tests.run $(ARGS)

check: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(RUN) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=tests.settings POLYVOCAL_TEST_MODE=swapped $(RUN) manage.py makemigrations --check --dry-run
	$(RUN) -m pytest -q tests/house/test_docs.py tests/house/test_words.py

# The stamp holds the lock file it was made from: the environment is made again only when that has changed.
$(STAMP): requirements.lock
	@if ! cmp -s requirements.lock $(STAMP); then $(MAKE) --no-print-directory environment; else touch $(STAMP); fi

.PHONY: environment
environment:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "polyvocal needs Python 3.11 or newer; '$(PYTHON)' is not. Name another one: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make an environment; on Debian or Ubuntu install python3-venv."; exit 1; }
	@if $(RUN) -m pip install -q --disable-pip-version-check uv; then \
	  $(RUN) -m uv pip install -q --python $(RUN) --require-hashes -r requirements.lock; \
	else \
	  $(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; \
	fi
	@cp requirements.lock $(STAMP)

# make bench ARGS="dumping serving" measures only those
bench: $(STAMP)
	$(RUN) -m tests.bench $(ARGS)

# Renews requirements.lock after a change of pyproject.toml.
lock: $(STAMP)
	$(RUN) -m uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url -o requirements.lock

# Collects what has to be translated and compiles what is translated; needs GNU gettext.
messages: $(STAMP)
	$(RUN) manage.py makemessages -l nl --no-location --no-obsolete -i .venv -i tests -i fixtures -i build -i var
	$(RUN) manage.py compilemessages -l nl -i .venv
