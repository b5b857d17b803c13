# Runs commands in the environment: on the machine itself, or inside the Debian 13 root.

# enter COMMAND...: replaces this process, so that signals and the exit status are the command's own.
enter()
{
    bubblewrap=$(command -v bwrap || echo bwrap) # before PATH becomes the root's
    export_environment
    if [ "$environment" = host ]; then exec "$@"; fi
    collect_binds
    case $(way_into_root) in
        bubblewrap) exec_in_bubblewrap "$@" ;;
        chroot) exec_in_chroot "$@" ;;
        sudo) exec_in_chroot_by_sudo "$@" ;;
    esac
    fail_to_enter
}

fail_to_enter()
{
    fail "A Debian 13 root cannot be entered: this machine allows neither user namespaces nor mounts nor sudo." \
        "Allow one of them (for a container: --privileged or --cap-add SYS_ADMIN), or use Debian 13 itself."
}

export_environment()
{
    export PATH="$build_dir/bin:/usr/lib/qt6/bin:$PATH"
    export CCACHE_DIR=$cache_dir/ccache CCACHE_BASEDIR=$source_dir CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=3G
    [ "$environment" = root ] || return 0
    PATH=$build_dir/bin:/usr/lib/qt6/bin:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
    # These name libraries and plug-ins of the machine, which do not fit those of the root.
    unset LD_LIBRARY_PATH LD_PRELOAD QT_PLUGIN_PATH QML_IMPORT_PATH QML2_IMPORT_PATH XDG_DATA_DIRS PERL5LIB PYTHONPATH
    make_locales
}

# The languages that this person has set, compiled into the root when it lacks them.
make_locales()
{
    local name
    while IFS='=' read -r _ name; do
        case ${name,,} in "" | c | posix | c.utf-8 | c.utf8 | *[!a-z0-9_.@-]*) continue ;; esac
        [ ! -d "$root/usr/lib/locale/${name/UTF-8/utf8}" ] || continue
        [ -f "$root/usr/share/i18n/locales/${name%%.*}" ] || continue
        (make_locale "$name") >&2 || say "The language $name could not be set up."
    done < <(env | grep -E '^(LANG|LC_[A-Z]+)=' | sort -u -t= -k2)
}

make_locale()
{
    local -a command=(localedef --no-archive -i "${1%%.*}" -f UTF-8 "/usr/lib/locale/${1/UTF-8/utf8}")
    export LC_ALL=C
    collect_binds rw
    case $(way_into_root) in
        bubblewrap) exec_in_bubblewrap "${command[@]}" ;;
        chroot) exec_in_chroot "${command[@]}" ;;
        sudo) enter_as=0:0 && exec_in_chroot_by_sudo "${command[@]}" ;;
    esac
}

# The folders of the machine that the root shows too, at the same paths: everything at the top that
# does not belong to the operating system (homes, other disks, data), and the sockets of the desktop.
collect_binds()
{
    local folder
    root_access=${1:-ro} enter_as=$EUID:$(id -g)
    binds=() read_only_binds=()
    for folder in /*; do
        case $folder in
            /usr | /bin | /sbin | /lib | /lib32 | /lib64 | /libx32 | /etc | /proc | /sys | /dev | /run | /var | /boot | /lost+found) ;;
            *) [ ! -d "$folder" ] || [ -L "$folder" ] || binds+=("$folder") ;;
        esac
    done
    for folder in /var/tmp /run/dbus "/run/user/$EUID" "${XDG_RUNTIME_DIR:-}" /run/pulse "$HOME" "$cache_dir" \
        "$source_dir" "$PWD"; do
        [ ! -d "$folder" ] || is_shown "$folder" || binds+=("$folder")
    done
    collect_read_only_binds
}

# is_shown FOLDER: lies in a folder that is bound already, or is the operating system's own.
is_shown()
{
    local bound
    [ "$1" != / ] || return 0
    for bound in "${binds[@]}"; do
        case $1/ in "$bound"/*) return 0 ;; esac
    done
    [ "$1" = "$PWD" ] && [ "$1" != "$source_dir" ] && [ -d "$root$1" ]
}

# Who is who, which machine, which time: pairs of the machine's file and its place in the root.
collect_read_only_binds()
{
    local file
    for file in /etc/passwd /etc/group /etc/machine-id /etc/hosts /etc/resolv.conf /etc/localtime; do
        [ ! -f "$file" ] || read_only_binds+=("$(realpath "$file")" "$file")
    done
    [ ! -d /usr/share/fonts ] || read_only_binds+=(/usr/share/fonts /usr/local/share/fonts/host)
}

# Tried in this order, with the very binds that will be used.
way_into_root()
{
    make_mount_points
    if (exec_in_bubblewrap true) 2>/dev/null; then echo bubblewrap
    elif [ "$EUID" -eq 0 ]; then ! (exec_in_chroot true) 2>/dev/null || echo chroot
    elif become_root; then echo sudo
    fi
}

make_mount_points()
{
    local folder
    for folder in "${binds[@]}"; do
        [ -d "$root$folder" ] || as_owner "$root" mkdir -p "$root$folder"
    done
}

exec_in_bubblewrap()
{
    local -a arguments=(--die-with-parent --dev-bind /dev /dev --bind /proc /proc --ro-bind /sys /sys --tmpfs /run)
    local i
    for i in "${binds[@]}"; do arguments+=(--bind "$i" "$i"); done
    for ((i = 0; i < ${#read_only_binds[@]}; i += 2)); do
        arguments+=(--ro-bind "${read_only_binds[i]}" "${read_only_binds[i + 1]}")
    done
    local bind_root=--ro-bind
    [ "$root_access" = ro ] || bind_root=--bind
    exec "$bubblewrap" "$bind_root" "$root" / "${arguments[@]}" --chdir "$PWD" "$@"
}

exec_in_chroot()
{
    exec unshare --mount --propagation private bash "$source_dir/packaging/dev.d/chroot.sh" \
        "$root_access" "$root" "$enter_as" "$(id -G | tr ' ' ,)" "$PWD" \
        "${#binds[@]}" "${binds[@]}" "${#read_only_binds[@]}" "${read_only_binds[@]}" "$@"
}

# sudo empties the environment, so it is handed over as arguments.
exec_in_chroot_by_sudo()
{
    local -a variables
    mapfile -d '' -t variables < <(env -0)
    exec sudo -n unshare --mount --propagation private bash "$source_dir/packaging/dev.d/chroot.sh" \
        "$root_access" "$root" "$enter_as" "$(id -G | tr ' ' ,)" "$PWD" \
        "${#binds[@]}" "${binds[@]}" "${#read_only_binds[@]}" "${read_only_binds[@]}" \
        env -i "${variables[@]}" "$@"
}
