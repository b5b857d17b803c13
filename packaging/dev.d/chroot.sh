# Runs as root in a mount namespace of its own: binds the machine's folders into the Debian 13 root
# and runs a command there as the person who called.
# chroot.sh ro|rw ROOT USER:GROUP GROUPS FOLDER COUNT BIND... COUNT FILE PLACE... COMMAND...
set -euo pipefail

access=$1 root=$2 user=$3 groups=$4 folder=$5
shift 5
count=$1 && shift
binds=("${@:1:count}") && shift "$count"
count=$1 && shift
read_only_binds=("${@:1:count}") && shift "$count"

mount --bind "$root" "$root"
mount --rbind /dev "$root/dev"
mount --rbind /proc "$root/proc"
mount --rbind /sys "$root/sys"
mount -t tmpfs tmpfs "$root/run"
for bind in "${binds[@]}"; do
    mkdir -p "$root$bind"
    mount --rbind "$bind" "$root$bind"
done
for ((i = 0; i < ${#read_only_binds[@]}; i += 2)); do
    mount --bind "${read_only_binds[i]}" "$root${read_only_binds[i + 1]}"
done
mount -o "remount,bind,$access" "$root"

# shellcheck disable=SC2016 # the inner shell's parameters
exec chroot --userspec="$user" --groups="$groups" "$root" sh -c 'cd "$1" && shift && exec "$@"' sh "$folder" "$@"
