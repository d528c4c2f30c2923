#!/usr/bin/env bash
# Installs what a Debian machine with the .NET SDK lacks for the cluster of the tests. Does nothing when all is there.
#   setup.sh [FILE PACKAGE]...   these, too: a file that proves a package, and the package
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

needed=(
  /usr/bin/etcd etcd-server  /usr/bin/containerd containerd  /usr/sbin/runc runc  /usr/lib/cni/ptp containernetworking-plugins
  /usr/sbin/haproxy haproxy  /usr/sbin/keepalived keepalived  /usr/bin/nsenter util-linux  /usr/bin/curl curl  /usr/bin/jq jq  /sbin/ip iproute2  /usr/sbin/iptables iptables  /usr/sbin/nft nftables  /sbin/sysctl procps
  /usr/sbin/dnsmasq dnsmasq-base  /usr/bin/openssl openssl  /usr/sbin/debootstrap debootstrap  /usr/bin/buildah buildah
  /usr/bin/unzip unzip  /usr/bin/lua5.4 lua5.4
  /usr/share/keyrings/debian-archive-trixie-stable.gpg debian-archive-keyring
  "$@"
)
missing=()
for ((i = 0; i < ${#needed[@]}; i += 2)); do [ -e "${needed[i]}" ] || missing+=("${needed[i + 1]}"); done
# Debian's kubectl conflicts with others that provide one
command -v kubectl >/dev/null || missing+=(kubernetes-client)
# Debian's conflicts with others, too
command -v npm >/dev/null || missing+=(npm)
command -v dotnet >/dev/null || die "the .NET SDK is needed: dotnet was not found"
[ ${#missing[@]} -gt 0 ] || exit 0

[ "$(id -u)" = 0 ] || die "root is needed to install: ${missing[*]}"
install_packages() { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; }
step "Installing ${missing[*]}" install_packages
