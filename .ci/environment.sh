# Sourced by ./run and ./test: makes .venv hold exactly what a lock file says.
# Expects $root, the checkout's folder.

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

# environment LOCK [LARGER_LOCK]: build .venv from LOCK, unless it already holds
# what LOCK or LARGER_LOCK says.
environment() {
    for lock in "$@"; do
        is_built_from "$lock" && return
    done
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        give_up "Commonweal needs python3, version 3.11 or newer."
    # A checkout that was moved: nothing in its .venv finds its way any more.
    [ "$(cat "$root/.venv/built-at" 2>/dev/null)" = "$root" ] || rm -rf "$root/.venv"
    say "Installing what $1 lists (once; later starts take seconds) ..."
    install_with_uv "$root/$1" || install_with_pip "$root/$1" ||
        give_up "The dependencies could not be installed; the lines above say why."
    make_command
    printf '%s\n' "$root" >"$root/.venv/built-at"
    described "$1" >"$root/.venv/built-from"
}

is_built_from() {
    [ "$(cat "$root/.venv/built-from" 2>/dev/null)" = "$(described "$1")" ] &&
        [ "$(cat "$root/.venv/built-at" 2>/dev/null)" = "$root" ] &&
        "$root/.venv/bin/python" -c '' 2>/dev/null
}

described() { printf '%s %s' "$1" "$(cksum <"$root/$1")"; }

install_with_uv() {
    find_uv || return 1
    "$root/.venv/bin/python" -c '' 2>/dev/null || UV_PYTHON_DOWNLOADS=never \
        "$uv" venv --quiet --clear --python python3 "$root/.venv" || return 1
    "$uv" pip sync --quiet --require-hashes --python "$root/.venv/bin/python" "$1"
}

find_uv() {
    uv=$(command -v uv) && return
    uv=$root/.tools/bin/uv
    [ -x "$uv" ] || python3 -m pip install --quiet --root-user-action ignore --target "$root/.tools" uv || return 1
    "$uv" --version >/dev/null 2>&1
}

install_with_pip() {
    say "uv cannot be used here; trying venv and pip, which takes longer."
    python3 -m venv --clear "$root/.venv" &&
        "$root/.venv/bin/python" -m pip install --quiet --root-user-action ignore --require-hashes -r "$1"
}

# Let Python find the rooms from any folder, and give the command its name.
make_command() {
    packages=$("$root/.venv/bin/python" -c 'import site; print(site.getsitepackages()[0])')
    printf '%s\n' "$root" >"$packages/commonweal.pth"
    cat >"$root/.venv/bin/commonweal" <<EOF
#!/bin/sh
exec "$root/.venv/bin/python" -P -m app "\$@"
EOF
    chmod +x "$root/.venv/bin/commonweal"
}

# Translations are shipped as text; the form that programs read is made here.
translations() {
    for text in "$root"/translations/*/LC_MESSAGES/*.po; do
        [ -e "$text" ] || continue
        [ "${text%.po}.mo" -nt "$text" ] ||
            "$root/.venv/bin/pybabel" --quiet compile -i "$text" -o "${text%.po}.mo" ||
            give_up "$text cannot be compiled."
    done
}
