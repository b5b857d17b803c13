# build_inside.sh SOURCE PRESET ENVIRONMENT TARGET...: configures where needed, then builds.
set -euo pipefail

source_dir=$1 preset=$2 environment=$3
shift 3
build_dir=$source_dir/build/$preset
cd "$source_dir"
mkdir -p "$build_dir"
exec 9>"$build_dir/.lock"
flock --nonblock 9 || { echo "alcove: another call is building $preset; waiting for it." && flock 9; }

# The file build.ninja is written last: without it an interrupted configuration starts afresh.
if [ ! -f "$build_dir/build.ninja" ] || [ "$(cat "$build_dir/.environment" 2>/dev/null)" != "$environment" ]; then
    echo "alcove: building for the first time (preset $preset); this takes several minutes, once."
    rm -f "$build_dir/.environment"
    cmake --preset "$preset" --fresh
    echo "$environment" >"$build_dir/.environment"
fi

[ $# -gt 0 ] || set -- all
if ! ninja -C "$build_dir" -n "$@" | grep -q 'no work to do'; then
    # A compiler of this code takes up to 1.5 GB.
    available_gigabytes=$(awk '/MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
    jobs=$(nproc)
    [ "$available_gigabytes" -ge "$jobs" ] || jobs=$((available_gigabytes > 1 ? available_gigabytes : 1))
    ninja -C "$build_dir" -j "$jobs" "$@"
fi
