# Thin: what is done stands in packaging/dev.py, which runs on Windows too.
PYTHON ?= python3
DEV := $(PYTHON) packaging/dev.py
ARGS ?=

.PHONY: run test check pictures faults

run:
	@$(DEV) run

test:
	@$(DEV) test $(ARGS)

check:
	@$(DEV) check $(ARGS)

pictures:
	@$(DEV) pictures $(ARGS)

faults:
	@$(DEV) faults $(ARGS)

ifneq ($(wildcard packaging/bench/__main__.py),)
.PHONY: bench
bench:
	@$(DEV) bench $(ARGS)
endif
