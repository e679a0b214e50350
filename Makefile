.PHONY: run test lock
run:
	./run
test:
	./test
