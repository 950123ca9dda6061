#!/usr/bin/env bash
# soak.sh: the long runs, one after the other, into benchmarks/results/soak-COMMIT.txt; options go to pytest.
#
#   soak.sh [-k NAME] [--seed N] ...
#
# Every test marked `soak` (thousands of kills, many clerks, fuzzing), then 50,000 letters in one run beside 500.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

python=.venv/bin/python
commit=$(git rev-parse --short HEAD 2>/dev/null || echo none)
[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || commit=$commit-changed
log=benchmarks/results/soak-$commit.txt
mkdir -p "$(dirname "$log")"

machine() {
    local model
    model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
    echo "commit $commit, $(date -u '+%Y-%m-%d %H:%M UTC')"
    echo "$(uname -sm), ${model:-unknown processor}, $(getconf _NPROCESSORS_ONLN) cores, $("$python" --version)"
    [ $# -eq 0 ] || echo "options $*"
}

grown() {
    local said
    said=$("$python" -m benchmarks.batch --only growth) || touch "$failed"
    echo "$said"
    case $said in *MISSED*) touch "$failed" ;; esac
}

# Where this machine keeps the project, Python and its scratch files is nobody's business.
without_places() {
    local here
    here=$(printf '%s' "$PWD" | sed 's/[][\.*^$+?(){}|#]/\\&/g')
    sed -u -E -e "s#$here(/|\b)##g" -e "s#/[^ \"']*/(lib/python3\.[0-9]+|pytest-of-[^/ ]+)/#.../#g"
}

failed=$(mktemp -u)
{
    machine "$@"
    "$python" -m pytest -m soak -s -q --durations=20 "$@" || touch "$failed"
    grown
    echo "ended $(date -u '+%Y-%m-%d %H:%M UTC')"
} 2>&1 | without_places | tee "$log"
echo "Log: $log"
if [ -e "$failed" ]; then rm "$failed"; exit 1; fi
