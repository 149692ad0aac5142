#!/bin/sh
# Makes a virtual environment: virtualenv.sh PYTHON FOLDER
# Debian ships Python without ensurepip; a venv made then would be half a one, so that is mended first.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "The portal needs Python 3.11 or newer; $("$python" --version) is too old. Name another: make PYTHON=python3.12 …" >&2
    exit 1
}

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Python lacks its venv module. Install it, then run make again: sudo apt-get install $package" >&2
        exit 1
    fi
    echo "Installing $package …"
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "$package" </dev/null >/dev/null
fi

"$python" -m venv "$folder"
