#!/usr/bin/env bash
# Publishes the program and builds the images that the project ships, from the Dockerfiles that ship, without Docker or a registry.
# What did not change is not built again. The results are archives for `ctr images import` in the cache:
#   pause.tar (the cluster's sandbox image), operator.tar and node.tar, each beside its image's id.
# `images.sh program` only publishes the program and says where it lies.
# `images.sh node-root` only unpacks the node's image without the program, for tests of generated configuration, and says where it lies.
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
exec 8>"$cache/images.lock"; flock 8

images=$cache/images
mkdir -p "$images" "$cache/programs"
buildah() { command buildah --root "$cache/buildah/storage" --runroot "$cache/buildah/run" --storage-driver overlay "$@" 8>&-; }

# --- the base: Debian 13 by debootstrap, for lack of a registry
suite=trixie
base=localhost/exchange-ha/base:$suite-2
build_base() {
  local mirror tree container
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
  tree=$cache/base
  rm -rf "$tree"                                  # of an interrupted run
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$tree" "$mirror"
  # as slim as debian:trixie-slim, and like there it stays so when a Dockerfile installs
  printf 'path-exclude %s\n' '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/locale/*' '/usr/share/info/*' >"$tree/etc/dpkg/dpkg.cfg.d/slim"
  printf '%s\n' 'Dir::Cache::pkgcache "";' 'Dir::Cache::srcpkgcache "";' 'APT::Keep-Downloaded-Packages "false";' \
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };' >"$tree/etc/apt/apt.conf.d/slim"
  rm -rf "$tree"/usr/share/{doc,man,locale,info}/* "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/* "$tree"/var/log/*.log "$tree"/dev/*
  container=$(buildah from scratch)
  buildah copy -q "$container" "$tree" /
  buildah config --cmd /bin/bash --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit -q --rm "$container" "$base"
  rm -rf "$tree"
}

# --- the sandbox image: one process that reaps the orphans of pods with a shared process namespace
build_pause() {
  local container; container=$(buildah from "$base")
  buildah config --entrypoint '["/bin/bash", "-c", "trap \"exit 0\" TERM INT; while :; do sleep 1000000 & wait; done"]' --cmd '' "$container"
  buildah commit -q --rm "$container" "$1"
}

# --- the program
program=$(fingerprint "${sources[@]}")
publish() {
  rm -rf "$cache/programs/new"
  publish_program "$cache/programs/new"
  mv "$cache/programs/new" "$cache/programs/$program"
  # the last few stay, for going back and forth between two versions
  find "$cache/programs" -mindepth 1 -maxdepth 1 -printf '%T@ %p\n' | sort -rn | tail -n +5 | cut -d ' ' -f 2- | xargs -r rm -rf
}

ensure_program() { if [ -d "$cache/programs/$program" ]; then touch "$cache/programs/$program"; else step "Publishing the program" publish; fi; }

build_shipped() {
  buildah bud -q --isolation chroot --layers --build-arg "BASE=$base" -f "$root/src/Operator/$1.Dockerfile" -t "$2" "$cache/programs/$program"
}

# archive NAME IMAGE: writes the archive when its image has another name or content by now
archive() {
  local id; id="$2 $(buildah images -q --no-trunc "$2")"
  [ -f "$images/$1.tar" ] && [ "$(cat "$images/$1.id" 2>/dev/null)" = "$id" ] && return
  rm -f "$images/$1.id" "$images/$1.tar"
  buildah push -q "$2" "docker-archive:$images/$1.tar:docker.io/$2"
  echo "$id" >"$images/$1.id"
}

# --- the node's root file system: its haproxy and keepalived, whatever the program is
unpack_node_root() {
  local context container mounted
  context=$(mktemp -d); touch "$context/exchange-ha"
  buildah bud -q --isolation chroot --layers --build-arg "BASE=$base" -f "$root/src/Operator/node.Dockerfile" -t exchange-ha/node-root:1 "$context"
  rm -rf "$context" "$1".new
  container=$(buildah from exchange-ha/node-root:1)
  mounted=$(buildah mount "$container")
  mkdir -p "$1".new
  cp -a "$mounted"/. "$1".new
  touch "$1".new/etc/resolv.conf                  # for tests to mount their own over it
  [ -c "$1".new/dev/null ] || mknod -m 666 "$1".new/dev/null c 1 3
  buildah rm "$container"
  find "$(dirname "$1")" -mindepth 1 -maxdepth 1 -not -name "$(basename "$1").new" -exec rm -rf {} +
  mv "$1".new "$1"
}

ensure_base() { if [ -z "$(buildah images -q "$base" 2>/dev/null)" ]; then step "Making the base image, Debian $suite" build_base; fi; }

if [ "${1:-}" = program ]; then
  ensure_program
  echo "$cache/programs/$program"
  exit 0
fi
if [ "${1:-}" = node-root ]; then
  node_root=$cache/node-root/$(fingerprint src/Operator/node.Dockerfile tests/cluster/images.sh)
  if [ ! -d "$node_root" ]; then ensure_base; step "Unpacking the node's image" unpack_node_root "$node_root"; fi
  echo "$node_root"
  exit 0
fi

recipe=$(fingerprint src/Operator/operator.Dockerfile src/Operator/node.Dockerfile tests/cluster/images.sh)
[ "$(cat "$images/built" 2>/dev/null)" = "$program $recipe" ] && exit 0
rm -f "$images/built"

ensure_base
ensure_program
if [ "$(cat "$images/pause.base" 2>/dev/null)" != "$base" ]; then
  step "Building the sandbox image" build_pause exchange-ha/pause:1
  step "Writing pause.tar" archive pause exchange-ha/pause:1
  echo "$base" >"$images/pause.base"
fi
for name in operator node; do
  step "Building the image exchange-ha/$name:$version" build_shipped "$name" "exchange-ha/$name:$version"
  step "Writing $name.tar" archive "$name" "exchange-ha/$name:$version"
done
buildah rmi --prune >/dev/null 2>&1 || true
echo "$program $recipe" >"$images/built"
