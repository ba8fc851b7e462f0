#!/usr/bin/env bash
# Makes board.json from Grafana's types. Needs Node; the build does not run it.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --no-audit --no-fund @grafana/schema@13.2.3 ts-json-schema-generator@2.4.0
cp "$here/board.ts" .
npx ts-json-schema-generator --path board.ts --type '*' --no-type-check --jsDoc none --tsconfig '' --minify -o board.json
cp board.json "$here/../resources/grafana-schema.json"
