# The Debian packages of this project, for platform/run and tests/run, which source this file. One list a purpose; what
# each package is for is in kiosk/README.md. Debian 12 has Boost 1.74 and 1.81 and we need the later one; from Debian 13
# on the default one will do.

if [ "$(. /etc/os-release && echo "${VERSION_ID:-}")" = 12 ]; then boost=1.81; else boost=; fi

build_packages=(
  cmake g++ gettext ninja-build pkg-config
  "libboost$boost-dev" "libboost-locale$boost-dev" libcli11-dev libcmark-dev libcurl4-openssl-dev libfreetype-dev
  libfribidi-dev libgl-dev libharfbuzz-dev libicu-dev libimgui-dev libopengl-dev libqrencode-dev libsdl2-dev
  liboath-dev libpango1.0-dev libpq-dev libsdl2-image-dev libsodium-dev libspdlog-dev libsqlite3-dev libssl-dev
  libtomlplusplus-dev libudev-dev libzstd-dev nlohmann-json3-dev
  ca-certificates fonts-noto-color-emoji fonts-noto-core libegl1 libgl1-mesa-dri python3 tzdata
)
test_packages=(
  catch2 chromium chromium-driver fuse3 libfuse3-dev libharfbuzz-bin librapidcheck-dev minisign nginx-light poppler-utils
  postgresql python3-selenium unicode-data xvfb
)
# For ctest --preset nightly; the kernel it starts is fetched by tests/stick/machine_test.py, and not installed.
nightly_packages=(busybox-static cpio dosfstools e2fsprogs exfatprogs mtools qemu-system-x86)
bench_packages=(libbenchmark-dev)
# The layout of the sources is what this version of clang-format makes of them; another version differs in detail.
[ -z "$boost" ] || test_packages+=(clang-format-14)

# install_missing PACKAGE... asks apt for those of them that are not installed, and says so first.
install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing with apt: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "These packages need root or sudo." >&2; return 1; }
    as_root=(sudo)
  fi
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
