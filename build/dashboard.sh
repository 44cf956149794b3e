#!/usr/bin/env bash
# Builds dashboard/dist from the source, with exactly the locked packages.
set -euo pipefail
cd "$(dirname "$0")/../dashboard"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent check
npm run --silent build
