#!/usr/bin/env bash
# demo.sh FOLDER: every example of this folder, rendered into FOLDER.
set -euo pipefail
into=${1:-out/demo}
bin=.venv/bin
rm -rf "$into"
mkdir -p "$into"
shopt -s nullglob
for source in examples/*.md; do
    "$bin/congvan" render "$source" --into "$into"
done
for script in examples/*.py; do
    "$bin/python" "$script" "$into"
done
BIN=$bin bash examples/lo-200-don-vi/chay.sh "$into/lo-200-don-vi"
written=("$into"/*)
if [ ${#written[@]} -eq 0 ]; then
    echo "No examples yet."
    exit 0
fi
printf '\nWritten to %s/ — open them in Word, Excel or LibreOffice:\n' "$into"
for file in "${written[@]}"; do
    printf '  %s\n' "$file"
done
