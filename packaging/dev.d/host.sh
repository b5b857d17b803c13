# What this machine is and what may be done on it.

# The kind of environment in which Alcove is built: "host" with the machine's own packages, or
# "root", a Debian 13 root in the cache folder.
choose_environment()
{
    if [ -n "${ALCOVE_ENVIRONMENT:-}" ]; then
        environment=$ALCOVE_ENVIRONMENT
    elif ! command -v apt-get >/dev/null; then
        require_tools_of_foreign_system
        environment=host
    elif ! system_is_new_enough; then
        environment=root
        reason="This system is older than Debian 13 and Ubuntu 26.04."
    elif [ -z "$(missing_packages)" ] || become_root; then
        environment=host
    else
        environment=root
        reason="Packages are missing, and this user may not install any."
    fi
}

# Debian 13 and Ubuntu 26.04 are the first to have Qt 6.8, OpenCV 4.10 and oneDNN 3.7.
system_is_new_enough()
{
    local id version
    # shellcheck source=/dev/null
    id=$(. /etc/os-release && echo "${ID:-}")
    # shellcheck source=/dev/null
    version=$(. /etc/os-release && echo "${VERSION_ID:-}")
    case $id in
        debian) [ -z "$version" ] || [ "${version%%.*}" -ge 13 ] ;; # testing has no number
        ubuntu) [ "${version%%.*}" -ge 26 ] ;;
        *) dpkg --compare-versions "$(candidate_version qt6-base-dev)" ge 6.8 ;;
    esac
}

candidate_version()
{
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" { print $2 }' | sed 's/(none)/0/'
}

require_tools_of_foreign_system()
{
    local tool
    for tool in cmake ninja g++; do
        command -v "$tool" >/dev/null && continue
        fail "This system has no apt, and $tool is missing." \
            "Install what packaging/packages.txt lists under this system's names, then repeat."
    done
}

listed_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$source_dir/packaging/packages.txt"; }

missing_packages()
{
    local installed
    # shellcheck disable=SC2016 # the format is dpkg-query's
    installed=$(dpkg-query --show --showformat '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii *//p')
    listed_packages | grep -vxF -f <(printf '%s\n' "$installed") || true
}

# True when as_root will work. Asks for a password only when somebody sits at the terminal.
become_root()
{
    [ "$EUID" -ne 0 ] || return 0
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] && [ -t 2 ] || return 1
    say "Installing packages needs administrator rights; sudo may ask for your password."
    sudo -v
}

as_root()
{
    if [ "$EUID" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install_packages PACKAGE...: with the machine's own apt and sources.
install_packages()
{
    local log=$cache_dir/install.log
    say "Installing with apt: $*"
    make_folder "$cache_dir"
    : >"$log"
    apt_steps "$@" </dev/null 2>&1 | tee -a "$log" | announce_steps_of_apt ||
        explain_failure "$log" "Installing packages"
}

# The second step mends an installation that somebody interrupted.
apt_steps()
{
    local -a apt=(apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    as_root "${apt[@]}" update &&
        as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a &&
        as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --fix-broken --yes --no-install-recommends "$@"
}

announce_steps_of_apt()
{
    awk '/^Reading package lists/ { step = "reading package lists" }
        /^Get:[0-9]+ .* (amd64|arm64|all) / { step = "downloading packages" }
        /^Unpacking / { step = "unpacking" }
        /^Setting up / { step = "setting up" }
        step != announced { print "    " step "..."; fflush(); announced = step }' >&2
}

prepare_host()
{
    local missing
    command -v apt-get >/dev/null || return 0
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    become_root || fail "Packages are missing: ${missing[*]}" "Install them, or repeat as root."
    say "${#missing[@]} packages of packaging/packages.txt are missing; this takes one to five minutes, once."
    install_packages "${missing[@]}"
}
