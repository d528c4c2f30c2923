#!/usr/bin/env bash
# Builds kube-apiserver, kube-controller-manager, kube-scheduler and kubelet (Kubernetes 1.20.2) from Debian 12's own source
# package: about 7 minutes on 2 cores, once, the result is cached. KUBERNETES_BIN names ready-made ones instead.
# No package host is named here: the source list is derived from the one that apt already uses.
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet)
complete() { local program; for program in "${programs[@]}"; do [ -x "$kubernetes/$program" ] || return 1; done; }
complete && exit 0
[ -z "${KUBERNETES_BIN:-}" ] || die "KUBERNETES_BIN=$KUBERNETES_BIN lacks one of: ${programs[*]}"

work=$(mktemp -d -t exchange-ha.XXXXXX)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

install_toolchain() { apt-get update -q && apt-get install -y -q --no-install-recommends golang-go dpkg-dev rsync jq make gcc libc6-dev; }

fetch_source() {
  local uri options
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
  # a private view of apt with the deb-src twin of the main archive
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri bookworm main" >"$work/apt/sources.list"
  options=(-o "Dir::Etc::sourcelist=$work/apt/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=root)
  cd "$work"
  apt-get "${options[@]}" update -q
  apt-get "${options[@]}" source --download-only kubernetes
  dpkg-source --no-check -x kubernetes_*.dsc src
  # 1.20.2 vendors a reflect2 that faults under Go 1.18 and later on the first custom resource: take Debian's current one
  apt-get -o APT::Sandbox::User=root download -q golang-github-modern-go-reflect2-dev
  dpkg -x golang-github-modern-go-reflect2-dev_*.deb reflect2
  rm src/vendor/github.com/modern-go/reflect2/*.go
  cp reflect2/usr/share/gocode/src/github.com/modern-go/reflect2/*.{go,s} src/vendor/github.com/modern-go/reflect2/
  rm -f src/vendor/github.com/modern-go/reflect2/*_test.go
}

build() {
  cd "$work/src"
  export GOPATH=$PWD/.go CGO_ENABLED=0 HOME=$work/home
  mkdir -p .go/src/k8s.io "$HOME"
  ln -s ../../.. .go/src/k8s.io/kubernetes
  make WHAT="cmd/kube-apiserver cmd/kube-controller-manager cmd/kube-scheduler cmd/kubelet"
}

install_programs() {
  local program; mkdir -p "$kubernetes"
  for program in "${programs[@]}"; do
    install -m 755 "$work/src/_output/local/bin/linux/amd64/$program" "$kubernetes/.$program"
    mv "$kubernetes/.$program" "$kubernetes/$program"
  done
}

step "Installing the Go toolchain" install_toolchain
step "Fetching the source of Kubernetes 1.20" fetch_source
step "Building Kubernetes 1.20 (about 7 minutes, once)" build
step "Keeping Kubernetes in the cache" install_programs
