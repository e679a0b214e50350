.PHONY: run test messages lock
WORDS = app.py templates core accounts surveys forum deliberation

run:
	./run

test:
	./test

# Bring the catalogues up to what the code and the templates say today.
messages:
	mkdir -p build
	.venv/bin/pybabel -q extract -F pyproject.toml -c Translators: -k _l -k lazy_gettext --add-location=file -o build/messages.pot $(WORDS)
	for language in ar uk es fr pl; do .venv/bin/pybabel -q update -N --ignore-obsolete --ignore-pot-creation-date -i build/messages.pot -d translations -l $$language; done

# Write the lock files anew: hashes, and no addresses.
lock:
	uv export -q --format requirements-txt --no-header --no-annotate --no-dev --extra postgres --extra pdf --extra analysis -o requirements.lock
	uv export -q --format requirements-txt --no-header --all-groups --all-extras -o requirements-dev.lock
	rm uv.lock
