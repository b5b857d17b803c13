# A root of Debian's unstable suite with llama.cpp, made and entered as packaging/dev makes its own.
# Sourced by against_llama_cpp.

cache_dir=${XDG_CACHE_HOME:-$HOME/.cache}/alcove/bench
root_suite=sid
environment=root
build_dir=$source_dir/build/release

for piece in messages host root fake_chown enter; do
    # shellcheck source=/dev/null
    . "$source_dir/packaging/dev.d/$piece.sh"
done

# What root.sh asks: here the root holds nothing else.
listed_packages() { printf '%s\n' llama.cpp-tools python3-minimal; }

# prepare_llama_root: a root has its name only when it is whole.
prepare_llama_root()
{
    PATH=$PATH:$cache_dir/tools/usr/bin
    make_folder "$cache_dir"
    root=$(root_folder)
    [ -d "$root" ] && return
    say "Making a root of Debian's unstable suite with llama.cpp in $root: about 1 GB, some minutes, once."
    remove_leftovers
    require_space "$cache_dir" 2 "The root with llama.cpp"
    find_tools
    require_a_way_in
    run_mmdebstrap "$(unstable_sources)" "$cache_dir/root.log"
    finish_root "$root.partial"
    mv "$root.partial" "$root"
}

# The suite has no security updates of its own; a mirror's Release file may have run out.
unstable_sources() { debian_sources | grep -v -- "$root_suite-security" | sed 's/\[/[check-valid-until=no /'; }

# in_llama_root COMMAND...
in_llama_root() { (enter "$@"); }

# llama_version, llama_backend: what is compared with. The backend is chosen when llama.cpp loads.
llama_version() { in_llama_root dpkg-query --show --showformat '${Version}' llama.cpp-tools; }
