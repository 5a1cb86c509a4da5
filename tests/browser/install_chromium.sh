#!/usr/bin/env bash
# Install Debian's Chromium where it is absent and where this may be done.
# Where it may not, say so: the browser tests are then skipped, or fail if CI is set.
set -u

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done

if ! command -v apt-get >/dev/null; then
    echo "Chromium est absent et ce système n'a pas apt-get : installez-le pour les tests du navigateur." >&2
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "Chromium est absent : « sudo apt-get install chromium », puis relancez les tests du navigateur." >&2
        exit 0
    fi
    as_root=(sudo -n)
fi

echo "Installation de Chromium pour les tests du navigateur…"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install --yes --no-install-recommends chromium; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "Chromium n'a pas pu être installé : les tests du navigateur ne tourneront pas." >&2
fi
rm -f "$log"
