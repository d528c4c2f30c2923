#!/usr/bin/env bash
# Builds the CRD server of today's Kubernetes (apiextensions-apiserver) from Debian unstable's golang-k8s packages: about 4 minutes on 2 cores,
# once, the result is cached. CRD_SERVER_BIN names a ready-made one instead. The sources and a Go toolchain are unpacked into a private folder:
# nothing of the machine changes. No package host is named here: the source list is derived from the one that apt already uses.
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

[ ! -x "$crd_server" ] || exit 0
[ -z "${CRD_SERVER_BIN:-}" ] || die "CRD_SERVER_BIN=$CRD_SERVER_BIN is no program"

work=$(mktemp -d -t exchange-ha.XXXXXX)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

fetch_source() {
  local uri options package
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
  mkdir -p "$work"/{lists/partial,cache/archives/partial,debs}
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri sid main" >"$work/sources.list"
  options=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update -q
  cd "$work/debs"
  # of all that these would bring, the Go sources and the toolchain alone
  apt-get "${options[@]}" -s install --no-install-recommends golang-k8s-apiextensions-apiserver-dev golang-go | awk '/^Inst golang-/ {print $2}' | sort -u >packages
  xargs apt-get "${options[@]}" download -q <packages
  for package in *.deb; do dpkg -x "$package" "$work/root"; done
}

build() {
  GOROOT=$(echo "$work"/root/usr/lib/go-*)
  export GOROOT GOPATH=$work/root/usr/share/gocode GO111MODULE=off CGO_ENABLED=0 GOTOOLCHAIN=local HOME=$work GOFLAGS=
  "$GOROOT/bin/go" build -v -o "$work/apiextensions-apiserver" k8s.io/apiextensions-apiserver
}

keep() {
  install -D -m 755 "$work/apiextensions-apiserver" "$crd_server.new"
  mv "$crd_server.new" "$crd_server"
}

exec 9>"$cache/crd-server.lock"
flock -n 9 || { say "Another run builds the CRD server: waiting"; flock -w 1800 9 || die "another run holds $cache/crd-server.lock"; }
[ ! -x "$crd_server" ] || exit 0
step "Fetching the source of the CRD server" fetch_source
step "Building the CRD server (about 4 minutes, once)" build
step "Keeping the CRD server in the cache" keep
