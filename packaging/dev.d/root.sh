# Makes the Debian 13 root: a folder in the cache with everything that packages.txt lists.

readonly root_suite=${root_suite:-trixie} # tests/bench makes one of another
readonly root_layout=1 # raised when what the functions below make changes

# The root's name follows from what is in it, so that a new list makes a new root.
root_folder()
{
    local key
    key=$({ listed_packages && echo "$root_suite $root_layout $(dpkg --print-architecture)"; } | sha256sum)
    echo "$cache_dir/root-${key:0:12}"
}

# A root is made under a temporary name and renamed when it is complete: what has the name is whole.
# The lock is inherited by everything that writes, so a stray writer of a killed call still holds it.
prepare_root()
{
    root=$(root_folder)
    make_folder "$cache_dir"
    if [ ! -d "$root" ]; then
        exec 9>"$cache_dir/lock"
        flock --nonblock 9 || { say "Another call is making the Debian 13 root; waiting for it." && flock 9; }
        [ -d "$root" ] || make_root
        exec 9>&-
    fi
    touch "$cache_dir/$(basename "$root").used"
}

make_root()
{
    [ -z "${reason:-}" ] || say "$reason"
    say "Alcove gets a Debian 13 root of its own in $root:"
    say "about 2.5 GB, one to five minutes, once. Nothing else changes."
    remove_leftovers
    require_space "$cache_dir" 4 "The Debian 13 root"
    find_tools
    require_a_way_in
    local sources log=$cache_dir/root.log
    sources=$(debian_sources)
    say "Package source: $(awk '{ print $3 }' <<<"$sources" | paste -sd' ')"
    run_mmdebstrap "$sources" "$log"
    finish_root "$root.partial"
    sync --file-system "$root.partial" # dpkg was told not to wait for the disk
    mv "$root.partial" "$root"
    say "The Debian 13 root is ready."
}

remove_leftovers()
{
    local leftover
    for leftover in "$cache_dir"/root-*.partial; do
        [ ! -d "$leftover" ] || { say "Removing what an interrupted call left." && remove_tree "$leftover"; }
    done
    # Roots of other package lists go when nobody has used them for two weeks.
    while IFS= read -r leftover; do
        remove_tree "${leftover%.used}" && rm -f "$leftover"
    done < <(find "$cache_dir" -maxdepth 1 -name 'root-*.used' -mtime +14)
}

# Never crosses into another file system: /dev or /proc might still be mounted there.
remove_tree()
{
    [ -e "$1" ] || return 0
    rm -rf --one-file-system "$1" 2>/dev/null && return
    { become_root && as_root rm -rf --one-file-system "$1"; } ||
        fail "$1 cannot be removed." "Remove it as root and repeat."
}

# mmdebstrap and bubblewrap: the machine's own; else installed where that is allowed; else unpacked
# into the cache, which needs no rights at all.
find_tools()
{
    local missing=() tool
    for tool in mmdebstrap bwrap; do
        command -v "$tool" >/dev/null || missing+=("${tool/bwrap/bubblewrap}")
    done
    keyring_is_new_enough || missing+=(debian-archive-keyring)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$EUID" -eq 0 ]; then install_packages "${missing[@]}"; else unpack_packages "${missing[@]}"; fi
    perl -MMath::BigInt -MPod::Usage -e 1 2>/dev/null ||
        fail "The Debian 13 root needs perl, which is missing." "Install the package perl and repeat."
}

keyring_is_new_enough() { [ -n "$(keyring_folder)" ]; }

# The machine's own keys, or those that were unpacked, if they include Debian 13's.
keyring_folder()
{
    local folder
    for folder in /usr/share/keyrings "$cache_dir/tools/usr/share/keyrings"; do
        compgen -G "$folder/debian-archive-trixie-stable.*" >/dev/null && echo "$folder" && return
    done
}

unpack_packages()
{
    local log=$cache_dir/install.log folder=$cache_dir/apt package
    say "Fetching into the cache, since this user installs nothing: $*"
    mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$cache_dir/tools"
    local -a private=(-o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder" -o APT::Sandbox::User=
        -o Debug::NoLocking=1)
    if ! (cd "$folder/archives" && apt-get "${private[@]}" update && apt-get "${private[@]}" download "$@") \
        </dev/null >"$log" 2>&1; then
        explain_failure "$log" "Fetching $*"
    fi
    for package in "$folder"/archives/*.deb; do
        dpkg-deb --extract "$package" "$cache_dir/tools"
    done
    rm -rf "$folder"
}

# The machine's own Debian sources, with the suite of the root in place of theirs.
debian_sources()
{
    local keyring uri release found=""
    keyring=$(keyring_folder)/debian-archive-keyring.gpg
    [ -e "$keyring" ] || fail "The keys of Debian's archive are missing." \
        "Install the package debian-archive-keyring and repeat."
    while read -r uri release; do
        found+="deb [signed-by=$keyring] $uri $release main"$'\n'
    done < <(configured_sources | sort -u)
    [ -n "$found" ] || fail "No package source of Debian is configured on this machine." \
        "Add one to /etc/apt/sources.list.d (any suite of Debian, component main) and repeat."
    printf '%s' "$found"
}

# "URI suite" of every Debian archive that apt knows of here. Third parties' archives often borrow
# Debian's suite names; apt's lists tell them by their origin.
configured_sources()
{
    # shellcheck disable=SC2016 # the format is apt's
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        while read -r uri release component origin; do
            [[ $component == main && $origin =~ ^(Debian)?$|^\$ && $uri != cdrom:* ]] || continue
            case ${release%/updates} in
                bullseye | bookworm | trixie | forky | sid | oldstable | stable | testing | unstable)
                    echo "$uri $root_suite" ;;
                *-security) echo "$uri $root_suite-security" ;;
            esac
        done
}

# By a hook, since mmdebstrap's own option for this needs Python on the machine.
# shellcheck disable=SC2016 # mmdebstrap expands $1
readonly leave_out_manuals='printf "path-exclude=/usr/share/%s/*\n" man doc locale >"$1/etc/dpkg/dpkg.cfg.d/manuals"'

# run_mmdebstrap SOURCES LOG
run_mmdebstrap()
{
    local -a command=(mmdebstrap --mode=root --variant=apt --format=directory --skip=check/signed-by
        "--include=$(listed_packages | paste -sd,)"
        --aptopt='APT::Sandbox::User "root"' --aptopt='APT::Install-Recommends "false"'
        --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' --dpkgopt=force-unsafe-io
        --extract-hook="$leave_out_manuals")
    local option
    while IFS= read -r option; do
        command+=("--aptopt=$option")
    done < <(network_options_of_apt)
    # A user namespace may not mount /dev/pts with its usual group, so there /dev is the machine's own.
    # shellcheck disable=SC2016 # mmdebstrap expands $1
    may_give_files_away || command+=(--skip=chroot/mount/dev --extract-hook='mount --rbind /dev "$1/dev"'
        --customize-hook='umount --lazy "$1/dev"')
    command+=("$root_suite" "$root.partial" -)
    : >"$2"
    # The steps that mmdebstrap announces show that it is alive; the rest is for the log.
    if ! printf '%s\n' "$1" | exec_with_rights_of_root "${command[@]}" 2>&1 | tee -a "$2" | sed -un 's/^I: \(running apt-get\|downloading\|extracting\|installing\|cleaning\)/    \1/p' >&2; then
        explain_failure "$2" "Making the Debian 13 root"
    fi
}

# Proxies, clocks and time-outs that this machine's administrator has set for apt.
network_options_of_apt()
{
    apt-config dump | grep -E '^Acquire::((https?|ftp)::(Proxy|CaInfo|CaPath|Timeout|Verify)|Check-|ForceIPv)' |
        grep -v '""' || true
}

# Replaces this process, and ends with its parent: a killed call leaves nobody writing.
# Root runs the command itself, in namespaces of its own where those are allowed. Others run it in a
# user namespace, where they are root and a change of owner is quietly left out: the kernel has only
# one owner to give there, and the root needs no other.
exec_with_rights_of_root()
{
    export TMPDIR=$cache_dir
    local -a apart
    if may_give_files_away; then
        apart=(unshare --mount --pid --fork --kill-child=KILL --mount-proc)
        "${apart[@]}" true 2>/dev/null || apart=()
        exec setpriv --pdeathsig KILL "${apart[@]}" "$@"
    elif user_namespaces_work; then
        apart=(--unshare-pid --proc /proc)
        bwrap --bind / / "${apart[@]}" true 2>/dev/null || apart=(--bind /proc /proc) # inside a container
        exec bwrap --unshare-user --die-with-parent --uid 0 --gid 0 --cap-add ALL --bind / / \
            --dev-bind /dev /dev "${apart[@]}" --seccomp 8 "$@" 8< <(filter_that_skips_chown)
    fi
    as_root env TMPDIR="$TMPDIR" "$@"
}

# Neither an ordinary user nor the only user of a namespace may.
may_give_files_away()
{
    local probe status=0
    probe=$(mktemp "$cache_dir/probe.XXXXXX")
    chown 1:1 "$probe" 2>/dev/null || status=1
    rm -f "$probe"
    return $status
}

user_namespaces_work() { bwrap --unshare-user --uid 0 --gid 0 --bind / / true 2>/dev/null; }

# Before minutes are spent on a root that nobody could enter.
require_a_way_in()
{
    if bwrap --ro-bind / / true 2>/dev/null; then return; fi
    if [ "$EUID" -eq 0 ]; then unshare --mount true 2>/dev/null && return; else become_root && return; fi
    fail_to_enter
}

# What a root needs beyond its packages: places to bind the machine's folders to.
finish_root()
{
    local file
    for file in localtime machine-id hosts resolv.conf; do
        as_owner "$1" rm -f "$1/etc/$file"
        as_owner "$1" touch "$1/etc/$file"
    done
    as_owner "$1" mkdir -p "$1/usr/local/share/fonts/host"
}

# as_owner ROOT COMMAND...: a root that sudo had to make belongs to root.
as_owner()
{
    local owner
    owner=$(stat --format %u "$1")
    shift
    if [ "$owner" -eq "$EUID" ]; then "$@"; else as_root "$@"; fi
}
