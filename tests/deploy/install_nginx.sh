#!/usr/bin/env bash
# Install Debian's nginx where everything must run (CI is set) and it is absent.
# Elsewhere its tests are skipped: the package starts a service, which is its owner's choice.
set -u
PATH="$PATH:/usr/sbin"

[ -n "${CI:-}" ] || exit 0
command -v nginx >/dev/null && exit 0
command -v apt-get >/dev/null || exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
echo "Installation de nginx pour les tests du déploiement…"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update >/dev/null \
    && "${as_root[@]}" apt-get install --yes --no-install-recommends nginx-light openssl >/dev/null \
    || echo "nginx n'a pas pu être installé : les tests du déploiement échoueront." >&2
