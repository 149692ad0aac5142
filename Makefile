# What one types; `make` alone lists it.

PYTHON ?= python3
export HOST ?= 127.0.0.1
export PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Checks look at the code alone: no database, no key of this machine.
CHECKING := env SECRET_KEY=for-checking-only-0123456789-abcdefghijklmnopqrstuvwxyz \
	DATABASE_URL=sqlite://:memory: HTTPS=true

.DEFAULT_GOAL := help
.PHONY: help run admin test check format bench audit

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/installed ## install what is missing, load the sample budget, serve on http://HOST:PORT
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh deploy/start.sh

admin: $(VENV)/installed ## make a staff account (asks, or reads DJANGO_SUPERUSER_USERNAME and _PASSWORD)
	@$(BIN)/python manage.py migrate --noinput --verbosity 0
	@DJANGO_SUPERUSER_EMAIL="$${DJANGO_SUPERUSER_EMAIL-}" \
		$(BIN)/python manage.py createsuperuser $(if $(DJANGO_SUPERUSER_PASSWORD),--noinput)

test: $(VENV)/installed-dev ## install what the tests need, run them on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.run

check: $(VENV)/installed-dev ## style, types, migrations, settings, templates, pins
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(CHECKING) $(BIN)/mypy portal budgets
	$(CHECKING) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECKING) $(BIN)/python manage.py check --deploy --fail-level ERROR
	find templates budgets -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	@! grep -nEv '^(#.*|-r [a-z.-]+|[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[0-9][^ ]*( +#.*)?)?$$' requirements*.txt \
		|| { echo 'Every requirement is pinned with ==; the lines above are not.' >&2; exit 1; }

format: $(VENV)/installed-dev ## write the style that `make check` asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates budgets -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

bench: $(VENV)/installed-dev ## print how long import, pages and serving take (PART=one or PART=many for half of it)
	@$(BIN)/python -m tests.bench $(PART)

audit: $(VENV)/installed-dev ## let Lighthouse visit the main pages, print the scores, fail below the goals
	@$(BIN)/python -m tests.audit

# The stamp files make a second start quick: pip runs only when the requirements changed.
$(VENV)/bin/python:
	@sh deploy/virtualenv.sh $(PYTHON) $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --requirement requirements-dev.txt
	@touch $(VENV)/installed $@
