# Messages go to stderr: what a command prints on stdout belongs to the command.

say() { printf 'alcove: %s\n' "$*" >&2; }

# fail WHAT REMEDY: one sentence each.
fail()
{
    printf 'alcove: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf '        %s\n' "$2" >&2
    exit 1
}

# require_space FOLDER GIGABYTES WHAT_FOR: before anything of size is written.
require_space()
{
    local free_kilobytes
    free_kilobytes=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
    [ "$free_kilobytes" -ge $(($2 * 1000 * 1000)) ] && return
    fail "$3 needs $2 GB in $1, where only $((free_kilobytes / 1000)) MB are free." \
        "Free some space, or set XDG_CACHE_HOME to a folder on a larger disk."
}

# make_folder FOLDER
make_folder()
{
    mkdir -p "$1" 2>/dev/null && [ -w "$1" ] && return
    fail "The folder $1 cannot be written." \
        "Give yourself the right to write there, or set XDG_CACHE_HOME to another folder."
}

# explain_failure LOG WHAT: the reason that stands in a log of apt or mmdebstrap, then the way out.
explain_failure()
{
    tail -n 15 "$1" | sed 's/^/    /' >&2
    if grep -qiE 'no space left on device|not enough free space|enough free space in' "$1"; then
        fail "$2 failed: the disk is full." "Free some space, or set XDG_CACHE_HOME to a larger disk; then repeat."
    elif grep -qiE 'NO_PUBKEY|is not signed|signatures couldn.t be verified|Missing key' "$1"; then
        fail "$2 failed: the package source's signature cannot be checked." \
            "Bring the package debian-archive-keyring up to date and repeat. The whole log: $1"
    elif grep -qiE 'resolv|could not connect|network is unreachable|connection (timed out|refused)|unable to connect' "$1"; then
        fail "$2 failed: the package source cannot be reached." \
            "Connect to the network (packages are fetched once), then repeat. The whole log: $1"
    elif grep -qiE 'permission denied|operation not permitted|are you root' "$1"; then
        fail "$2 failed: the right to do it is missing." "Repeat as root or with sudo set up. The whole log: $1"
    fi
    fail "$2 failed." "Repeating is safe. The whole log: $1"
}
