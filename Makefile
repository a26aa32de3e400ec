# Two commands: `make run` and `make test`. Paths are relative, so the clone may lie in a folder with spaces.
.PHONY: help run test test-slow lint clean

help:
	@echo "make run        set everything up and start IDIC with the sample company (IDIC_PORT, IDIC_HOME, DATABASE_URL)"
	@echo "make test       set everything up and check everything"
	@echo "make test-slow  the tests that take minutes"
	@echo "make lint       style, types and import order only"
	@echo "make clean      remove what was built; the records in .idic stay"

run:
	@sh tools/bootstrap run

test:
	@sh tools/bootstrap test

test-slow:
	@sh tools/bootstrap test-slow

lint:
	@sh tools/bootstrap lint

clean:
	@sh tools/bootstrap clean
