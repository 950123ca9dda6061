#!/usr/bin/env bash
# chay.sh FOLDER: 200 letters with their annexes, numbered from a register; then the register as a workbook.
set -euo pipefail
into=${1:-out/lo-200-don-vi}
here=$(dirname "$0")
bin=${BIN:-.venv/bin}
mkdir -p "$into"
"$bin/python" "$here/du_lieu.py" "$into" >/dev/null
"$bin/congvan" register init "$into/so-di-2027.db" --issuer "Sở Nội vụ" --year 2027 --next 15
"$bin/congvan" batch "$here/thong-bao-ket-qua.md" --data "$into/don-vi.xlsx" \
    --join "tables.diem.rows=$into/chi-tiet.csv" --into "$into/van-ban" --name "{ma}-{stem}" \
    --register "$into/so-di-2027.db" --date 11/01/2027 --quiet
"$bin/congvan" register export "$into/so-di-2027.db" --into "$into/so-di-2027.xlsx"
