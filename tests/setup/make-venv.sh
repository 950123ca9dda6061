#!/usr/bin/env bash
# make-venv.sh PYTHON FOLDER: a virtual environment with pip, also where Debian's python3-venv is not installed.
set -euo pipefail
python=$1 folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "congvan needs Python 3.11 or newer; $python is $("$python" --version 2>&1 || true)." >&2
    echo "Name another one: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi

if "$python" -m venv "$folder" >/dev/null 2>&1; then
    exit 0
fi
# Without ensurepip venv leaves half an environment behind. virtualenv brings its own pip; --target keeps it out of
# the user's and the system's packages, which Debian protects.
rm -rf "$folder"
echo "No ensurepip here: building .venv with virtualenv ..."
"$python" -m pip install --quiet --target .cache/virtualenv virtualenv
PYTHONPATH=.cache/virtualenv "$python" -m virtualenv --quiet "$folder"
