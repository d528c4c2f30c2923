# Sourced by every script of this folder: paths, progress, fingerprints, namespaces.
# shellcheck shell=bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(cd "$here/../.." && pwd)
cache=${EXCHANGE_HA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/exchange-ha}
run=${CLUSTER_DIR:-/run/exchange-ha-lab}          # short: the paths of unix sockets are limited to 107 bytes
kubernetes=${KUBERNETES_BIN:-$cache/kubernetes}
crd_server=${CRD_SERVER_BIN:-$cache/crd-server/apiextensions-apiserver}
prefix=exha                                       # of every network namespace and cgroup
version=$(sed -n 's|.*<VersionPrefix>\(.*\)</VersionPrefix>.*|\1|p' "$root/Directory.Build.props")
mkdir -p "$cache"

say() { printf '%s  %s\n' "$(date +%T)" "$*" >&2; }
die() { say "$*"; exit 1; }

# step TITLE COMMAND...: runs the command with its output in a log, says so every 15 s, shows the log's end when it fails.
# Not to be called in a condition: `set -e` would be off inside.
step() {
  local title=$1 log started=$SECONDS ticker clock code; shift
  log=$(mktemp -t exchange-ha.XXXXXX); say "$title"
  # `read` on a pipe that nobody writes waits without a child process, which would outlive this shell and hold its output open
  { exec {clock}<> <(:); while ! read -rt 15 -u "$clock" && kill -0 $$ 2>/dev/null; do say "$title: $((SECONDS - started)) s, $(tail -n 1 "$log" | tr -dc '[:print:]' | cut -c 1-100)"; done; } & ticker=$!
  set +e; ( set -e; "$@" ) >"$log" 2>&1 </dev/null; code=$?; set -e
  kill "$ticker" 2>/dev/null || true; wait "$ticker" 2>/dev/null || true
  if [ "$code" != 0 ]; then tail -n 60 "$log" >&2; rm -f "$log"; die "$title: failed with $code"; fi
  rm -f "$log"
}

# fingerprint PATH...: a hash of the sources below these paths of the repository, of those that exist.
fingerprint() {
  (cd "$root" && { find "$@" -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 2>/dev/null || true; } | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16)
}

# wait_until SECONDS COMMAND...: polls until the command succeeds.
wait_until() {
  local deadline=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do [ "$SECONDS" -lt "$deadline" ] || return 1; sleep 0.1; done
}

# in_namespace NAME COMMAND...: `machine` is the machine's own
in_namespace() { local enter; mapfile -t enter < <(entering "$1"); "${enter[@]}" "${@:2}"; }
# entering NAME: the words before a command. `ip netns exec` would remount /sys and hide the cgroups.
entering() { if [ "$1" = machine ]; then echo env; else printf '%s\n' nsenter "--net=/run/netns/$prefix-$1" --; fi; }
# namespaces HOST...: those of these hosts, as far as they are there; * for all
namespaces() { local host; for host; do (cd /run/netns 2>/dev/null && compgen -G "$prefix-$host") || true; done; }

# dotnet_build ARGUMENT...: without build servers, which would outlive this shell.
dotnet_build() {
  (cd "$root" && MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet "$@" -v q -p:UseSharedCompilation=false -p:RunAnalyzers=false)
}

# what the published program is made from
sources=(src crds Directory.Build.props Directory.Packages.props global.json)
# publish_program FOLDER: of a working tree, whose state no commit names, so the fingerprint of its sources stands in the version
publish_program() { dotnet_build publish src/Operator -c Release -p:SourceRevisionId="$(fingerprint "${sources[@]}")" -o "$1"; }
