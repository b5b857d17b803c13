# Configures and builds; the second half runs inside the environment.

# build TARGET...: without a target, everything.
build()
{
    [ -d "$build_dir" ] || { mkdir -p "$build_dir" 2>/dev/null && require_space "$build_dir" 2 "The build"; } ||
        fail "The folder $build_dir cannot be made." "Give yourself the right to write in $source_dir."
    # A folder configured for another environment would mix two compilers and two sets of libraries.
    (enter bash "$source_dir/packaging/dev.d/build_inside.sh" "$source_dir" "$preset" "$(environment_name)" "$@") >&2 ||
        fail "The build failed; the reason stands above."
}

environment_name()
{
    if [ "$environment" = root ]; then basename "$root"; else echo host; fi
}
