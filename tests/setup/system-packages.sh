#!/usr/bin/env bash
# The programs that congvan's tests lean on: LibreOffice 25.2 or newer (Writer and Calc), Times New Roman's double
# with Vietnamese letters, fontconfig, pdftotext, npm, PostgreSQL.
#
# Does nothing, and touches no network, where all is there. Installs what is missing when root on Debian; else names
# the one command to run. Debian 12 has LibreOffice 7.4, which lays a page that begins with a table 10 mm too low when
# it has footnotes: the newer one comes from backports, from the very mirror the machine already uses.
#
#   system-packages.sh                                   check, and install what is missing
#   system-packages.sh --backports-of FOLDER CODENAME    print the apt source for backports derived from FOLDER
set -euo pipefail

WANTED_OFFICE=25.2
# ế, Ỵ, ư, đ, Ố: a font without them is replaced letter by letter, and lines break elsewhere
LETTERS="1ebf 1ef4 1b0 111 1ed0"

office_is_new_enough() {
    local version folder
    command -v soffice >/dev/null || return 1
    version=$(soffice --version 2>/dev/null | sed -n 's/^LibreOffice \([0-9]*\.[0-9]*\).*/\1/p')
    [ "$(printf '%s\n' "$WANTED_OFFICE" "$version" | sort -V | head -n 1)" = "$WANTED_OFFICE" ] || return 1
    folder=$(dirname "$(readlink -f "$(command -v soffice)")")
    [ -e "$folder/libswlo.so" ] && [ -e "$folder/libsclo.so" ]
}

font_is_right() {
    local family
    command -v fc-match >/dev/null || return 1
    family=$(fc-match -f '%{family[0]}' 'Times New Roman')
    case $family in "Liberation Serif" | "Times New Roman") ;; *) return 1 ;; esac
    [[ $(fc-list ":charset=$LETTERS" file) == *"$(fc-match -f '%{file}' 'Times New Roman')"* ]]
}

# Debian keeps the server's programs outside PATH.
postgresql_is_there() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

venv_works() {
    python3 -c 'import ensurepip' 2>/dev/null
}

what_is_missing() {
    office_is_new_enough || echo "LibreOffice $WANTED_OFFICE or newer, Writer and Calc"
    font_is_right || echo "a Times New Roman with Vietnamese letters (Liberation Serif 2)"
    command -v pdftotext >/dev/null || echo "pdftotext"
    command -v npm >/dev/null || echo "npm"
    postgresql_is_there || echo "PostgreSQL's server"
    venv_works || echo "Python's venv with ensurepip"
}

# The machine's own entry for CODENAME, its suite replaced: mirror, options and key stay as they are.
backports_of() {
    local folder=$1 codename=$2 file
    for file in "$folder"/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        awk -v RS= -v wanted="$codename" '
            /(^|\n)Enabled:[ \t]*no/ { next }
            {
                count = split($0, line, "\n"); mine = 0; stanza = ""
                for (i = 1; i <= count; i++) {
                    if (line[i] ~ /^#/) continue
                    if (line[i] ~ /^Suites:/) {
                        suites = split(line[i], suite, /[ \t]+/)
                        for (j = 2; j <= suites; j++) if (suite[j] == wanted) mine = 1
                        line[i] = "Suites: " wanted "-backports"
                    }
                    if (line[i] ~ /^Types:/) line[i] = "Types: deb"
                    if (line[i] ~ /^Components:/) line[i] = "Components: main"
                    stanza = stanza line[i] "\n"
                }
                if (mine && !done) { printf "%s", stanza; done = 1 }
            }' "$file" | grep . && return 0
    done
    cat "$folder"/sources.list "$folder"/sources.list.d/*.list 2>/dev/null | awk -v wanted="$codename" '
        $1 == "deb" {
            start = 2
            if ($2 ~ /^\[/) while ($start !~ /\]$/) start++
            if ($2 ~ /^\[/) start++
            if ($(start + 1) != wanted || done) next
            out = "deb"
            for (i = 2; i <= start; i++) out = out " " $i
            print out " " wanted "-backports main"
            done = 1
        }' | grep .
}

candidate() {
    apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' | grep -v '(none)'
}

candidate_is_new_enough() {
    dpkg --compare-versions "$(candidate libreoffice-writer-nogui || echo 0)" ge "4:$WANTED_OFFICE~"
}

add_backports() {
    local codename=$1 derived
    derived=$(backports_of /etc/apt "$codename") || {
        echo "No apt source for Debian $codename to derive backports from: install LibreOffice $WANTED_OFFICE yourself." >&2
        exit 1
    }
    case $derived in
        deb\ *) printf '%s\n' "$derived" >/etc/apt/sources.list.d/congvan-backports.list ;;
        *) printf '%s\n' "$derived" >/etc/apt/sources.list.d/congvan-backports.sources ;;
    esac
    apt-get update -qq
}

install_office() {
    local codename from=()
    if ! candidate_is_new_enough; then
        codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
        [[ $(apt-cache policy) == *"n=$codename-backports"* ]] || add_backports "$codename"
        from=(--target-release "$codename-backports")
    fi
    apt_install "${from[@]}" libreoffice-writer-nogui libreoffice-calc-nogui
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

install_missing() {
    apt-get update -qq
    local plain=()
    if ! font_is_right; then
        plain+=(fontconfig)
        if candidate fonts-liberation2 >/dev/null; then plain+=(fonts-liberation2); else plain+=(fonts-liberation); fi
    fi
    command -v pdftotext >/dev/null || plain+=(poppler-utils)
    command -v npm >/dev/null || plain+=(npm)
    postgresql_is_there || plain+=(postgresql)
    venv_works || plain+=(python3-venv)
    [ ${#plain[@]} -eq 0 ] || apt_install "${plain[@]}"
    office_is_new_enough || install_office
}

main() {
    local missing
    missing=$(what_is_missing)
    [ -n "$missing" ] || return 0
    printf 'Missing for the tests:\n%s\n' "$(sed 's/^/  - /' <<<"$missing")"
    if [ "$(id -u)" -ne 0 ]; then
        echo "Install it with: sudo bash tests/setup/system-packages.sh" >&2
        return 1
    fi
    if ! command -v apt-get >/dev/null; then
        echo "This machine has no apt-get: install these by its own means." >&2
        return 1
    fi
    echo "Installing ..."
    install_missing
    missing=$(what_is_missing)
    [ -z "$missing" ] || { printf 'Still missing after the installation:\n%s\n' "$missing" >&2; return 1; }
}

if [ "${1:-}" = --backports-of ]; then backports_of "$2" "$3"; else main; fi
