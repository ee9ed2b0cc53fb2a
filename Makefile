# Every target is a command of dev.py, so that a machine without make can say: python3 dev.py run
PYTHON ?= python3

help:
	@$(PYTHON) dev.py help

run test check fix bench gallery picture docs-screenshot lock clean:
	@$(PYTHON) dev.py $@ $(ARGS)

.PHONY: help run test check fix bench gallery picture docs-screenshot lock clean
