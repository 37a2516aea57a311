#!/bin/sh
# Pins every package that the bot needs, with hashes, for the Dockerfile and for pip install --require-hashes.
# Needs uv (pip install uv). Run it after any change of the dependencies in pyproject.toml; --upgrade takes newer versions.
set -eu
cd "$(dirname "$0")/.."
exec uv pip compile pyproject.toml --extra postgres --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --custom-compile-command deploy/lock.sh --quiet \
    --output-file deploy/requirements.lock "$@"
