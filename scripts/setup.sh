#!/usr/bin/env bash
# Sets up a checkout; `make setup` calls it and keeps the stamps that make re-runs quick.
#   scripts/setup.sh python    .venv with the project and its tools
#   scripts/setup.sh system    the system libraries that Qt needs, and a font with Kazakh letters
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*"; }
fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

# --- packages of the system ------------------------------------------------------------

as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [[ $(id -u) -eq 0 ]] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Installs packages with apt, saying so. Where that is not possible, says what a person has to
# run, and returns 1.
apt_install() {
    if ! may_install; then
        echo "setup: missing, and not installable from here: $*" >&2
        echo "setup: a person with permission must run:" >&2
        echo "    sudo apt-get update && sudo apt-get install --no-install-recommends $*" >&2
        return 1
    fi
    say "installing with apt-get: $*"
    local log
    log=$(mktemp)
    local install=(env DEBIAN_FRONTEND=noninteractive
        apt-get install -qq -y --no-install-recommends "$@")
    if as_root "${install[@]}" </dev/null >"$log" 2>&1 ||
        { as_root apt-get update -qq </dev/null >>"$log" 2>&1 &&
            as_root "${install[@]}" </dev/null >>"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "setup: apt-get could not install: $*" >&2
    return 1
}

# --- .venv -----------------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venvs() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

# Prints the first Python that is new enough and can make a venv.
find_python() {
    local name found=""
    for name in python3.13 python3.12 python3.11 python3; do
        command -v "$name" >/dev/null && new_enough "$name" || continue
        if makes_venvs "$name"; then
            echo "$name"
            return
        fi
        found=${found:-$name}
    done
    [[ -n $found ]] || fail "no Python 3.11 or newer found; install one, for example with" \
        "    sudo apt-get install python3 python3-venv" \
        "(Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv)"
    local version
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" >&2 && makes_venvs "$found" ||
        fail "$found cannot make virtual environments: its module venv or ensurepip is missing"
    echo "$found"
}

setup_python() {
    if [[ -e .venv && ! -f .venv/pyvenv.cfg ]]; then
        fail ".venv is here, but it is not a virtual environment; move it out of the way"
    fi
    # One that was moved here from elsewhere still points to where it came from.
    if ! { [[ -x .venv/bin/python ]] && new_enough .venv/bin/python &&
        [[ $(cat .venv/.made-in 2>/dev/null) == "$PWD" ]]; }; then
        local python
        python=$(find_python)
        say "making .venv with $("$python" --version)"
        rm -rf .venv
        "$python" -m venv .venv
        echo "$PWD" >.venv/.made-in
    fi
    say "installing camdesk and its tools into .venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --editable '.[dev]' </dev/null || fail "pip could not install the project (see above)"
}

# --- Qt's libraries --------------------------------------------------------------------

# The package, or packages by their age, of each library outside the wheel that Qt links to.
declare -A PACKAGE=(
    [libEGL.so.1]="libegl1"
    [libGL.so.1]="libgl1"
    [libX11-xcb.so.1]="libx11-xcb1"
    [libX11.so.6]="libx11-6"
    [libdbus-1.so.3]="libdbus-1-3"
    [libfontconfig.so.1]="libfontconfig1"
    [libfreetype.so.6]="libfreetype6"
    [libglib-2.0.so.0]="libglib2.0-0t64 libglib2.0-0"
    [libgthread-2.0.so.0]="libglib2.0-0t64 libglib2.0-0"
    [libwayland-client.so.0]="libwayland-client0"
    [libwayland-cursor.so.0]="libwayland-cursor0"
    [libxcb-cursor.so.0]="libxcb-cursor0"
    [libxcb-glx.so.0]="libxcb-glx0"
    [libxcb-icccm.so.4]="libxcb-icccm4"
    [libxcb-image.so.0]="libxcb-image0"
    [libxcb-keysyms.so.1]="libxcb-keysyms1"
    [libxcb-randr.so.0]="libxcb-randr0"
    [libxcb-render-util.so.0]="libxcb-render-util0"
    [libxcb-render.so.0]="libxcb-render0"
    [libxcb-shape.so.0]="libxcb-shape0"
    [libxcb-shm.so.0]="libxcb-shm0"
    [libxcb-sync.so.1]="libxcb-sync1"
    [libxcb-util.so.1]="libxcb-util1"
    [libxcb-xfixes.so.0]="libxcb-xfixes0"
    [libxcb-xkb.so.1]="libxcb-xkb1"
    [libxcb.so.1]="libxcb1"
    [libxkbcommon-x11.so.0]="libxkbcommon-x11-0"
    [libxkbcommon.so.0]="libxkbcommon0"
    [libzstd.so.1]="libzstd1"
)

# Prints the libraries that Qt's parts in use want and the system has not got.
missing_libraries() {
    local folder
    folder=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("platlib"))')/PySide6
    local parts=("$folder"/Qt{Core,Gui,Widgets,Svg,PrintSupport,Test}.*so
        "$folder"/Qt/plugins/platforms/libq{offscreen,xcb}.so)
    [[ -z ${WAYLAND_DISPLAY:-} ]] || parts+=("$folder"/Qt/plugins/platforms/libqwayland.so)
    { ldd "${parts[@]}" 2>/dev/null || true; } |
        awk '/=> not found/ && $1 !~ /^libQt6/ { print $1 }' | sort -u
}

# Prints the packages of the libraries given.
packages_of() {
    local library name
    for library in "$@"; do
        for name in ${PACKAGE[$library]:-}; do
            # of two names the one that this system knows; the last where it cannot tell
            if apt-cache show "$name" >/dev/null 2>&1 || [[ ${PACKAGE[$library]} == *"$name" ]]; then
                echo "$name"
                break
            fi
        done
    done | sort -u
}

setup_libraries() {
    local missing packages
    mapfile -t missing < <(missing_libraries)
    ((${#missing[@]})) || return 0
    say "Qt needs libraries that are not here: ${missing[*]}"
    command -v apt-get >/dev/null ||
        fail "there is no apt-get; install them with the package manager of this system"
    if may_install && ! apt-cache show libc6 >/dev/null 2>&1; then
        as_root apt-get update -qq </dev/null >/dev/null || true # no package lists yet
    fi
    mapfile -t packages < <(packages_of "${missing[@]}")
    ((${#packages[@]})) || fail "no package is known for them"
    apt_install "${packages[@]}" || exit 1
    mapfile -t missing < <(missing_libraries)
    ((${#missing[@]} == 0)) || fail "still missing after the installation: ${missing[*]}"
}

check_qt_starts() {
    QT_QPA_PLATFORM=offscreen .venv/bin/python -c '
from PySide6.QtWidgets import QApplication
QApplication([])' </dev/null || fail "Qt does not start (see above)"
}

has_kazakh_font() {
    command -v fc-list >/dev/null && [[ -n $(fc-list ':lang=kk' family | head -n 1) ]]
}

setup_font() {
    has_kazakh_font && return
    local packages=(fonts-dejavu-core)
    command -v fc-list >/dev/null || packages+=(fontconfig)
    say "no font with Kazakh letters is known here"
    apt_install "${packages[@]}" && has_kazakh_font ||
        echo "setup: warning: Kazakh letters may be shown as boxes" >&2
}

setup_system() {
    if [[ $(uname -s) != Linux ]]; then return; fi
    setup_libraries
    check_qt_starts
    setup_font
}

case ${1:-} in
    python) setup_python ;;
    system) setup_system ;;
    *) fail "usage: scripts/setup.sh python|system" ;;
esac
