# The commands of packaging/dev, one function each.

usage()
{
    cat <<'USAGE'
packaging/dev COMMAND: builds, runs and tests Alcove from this source tree.

  run [-- ARGUMENT...]     opens Alcove (on a machine without a display: alcove-cli chat)
  test [ARGUMENT...]       builds everything and runs every test; arguments go to ctest
  exec COMMAND [ARG...]    runs a built program such as alcove-cli, or any command, in the build environment
  shell                    a shell in the build environment
  build [PRESET]           builds everything (presets: dev, release, asan, tsan, coverage, tidy)
  clean [--all]            removes what was built; with --all also the cache (Debian 13 root, ccache)

What is missing is installed first, or kept in a Debian 13 root in the cache folder on older systems.
Nothing else on the machine changes. Variables: ALCOVE_PRESET (default dev), ALCOVE_ENVIRONMENT
(host or root, default whichever fits), XDG_CACHE_HOME.
USAGE
}

prepare()
{
    choose_environment
    case $environment in
        host) prepare_host ;;
        root) prepare_root ;;
        *) fail "ALCOVE_ENVIRONMENT is \"$environment\"." "Set it to host or root, or leave it out." ;;
    esac
}

command_run()
{
    [ "${1:-}" != -- ] || shift
    prepare
    if display_answers; then
        build alcove
        enter alcove "$@"
    fi
    say "There is no display here, so the window cannot open."
    if [ ! -t 0 ] || [ ! -t 1 ]; then
        fail "There is no terminal either." \
            "Ask a question with: packaging/dev exec alcove-cli ask \"What is the capital of France?\""
    fi
    say "Opening a conversation in the terminal instead; Ctrl+D ends it."
    build alcove-cli
    enter alcove-cli chat "$@"
}

# True when a window can open: a Wayland socket, an X server that answers, or a platform without one.
display_answers()
{
    [ -z "${QT_QPA_PLATFORM:-}" ] || return 0
    [ -z "${WAYLAND_DISPLAY:-}" ] || [ ! -S "${XDG_RUNTIME_DIR:-}/$WAYLAND_DISPLAY" ] || return 0
    [ -n "${DISPLAY:-}" ] && (enter timeout 10 xdpyinfo) >/dev/null 2>&1
}

command_test()
{
    prepare
    build
    # A test that needs a display, a message bus or sound starts its own and never meets the person's.
    unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS PULSE_SERVER LANGUAGE
    export LC_ALL=C.UTF-8
    cd "$source_dir" || exit
    enter ctest --preset "$preset" "$@"
}

command_exec()
{
    [ $# -gt 0 ] || fail "exec needs a command." "For example: packaging/dev exec alcove-cli --help"
    prepare
    case $1 in alcove | alcove-cli) build "$1" ;; esac
    enter "$@"
}

command_shell()
{
    prepare
    enter bash
}

command_build()
{
    preset=${1:-$preset}
    build_dir=$source_dir/build/$preset
    prepare
    build
}

command_clean()
{
    say "Removing $source_dir/build"
    rm -rf "$source_dir/build"
    [ "${1:-}" = --all ] || return 0
    say "Removing $cache_dir"
    remove_tree "$cache_dir"
}
