# A seccomp filter for bubblewrap under which every change of owner succeeds and does nothing.
# Inside a user namespace with one user, dpkg could not unpack a file of group "mail" otherwise.
# The eight bytes of an instruction: code (2), jump if true, jump if false, operand (4); see
# Documentation/userspace-api/seccomp_filter.rst of the kernel.

filter_that_skips_chown()
{
    local architecture numbers number rest
    case $(uname -m) in
        x86_64) architecture=0xC000003E numbers=(92 93 94 260) ;; # chown fchown lchown fchownat
        aarch64) architecture=0xC00000B7 numbers=(55 54) ;;       # fchown fchownat
        *) fail "On $(uname -m) an ordinary user cannot make the Debian 13 root." "Repeat as root." ;;
    esac
    rest=${#numbers[@]}
    filter_instruction 0x20 0 0 4                               # load the architecture
    filter_instruction 0x15 0 $((rest + 1)) "$architecture"     # another one: allow
    filter_instruction 0x20 0 0 0                               # load the number of the call
    for number in "${numbers[@]}"; do
        filter_instruction 0x15 "$rest" 0 "$number"             # equal: to the last instruction
        rest=$((rest - 1))
    done
    filter_instruction 0x06 0 0 0x7FFF0000                      # allow
    filter_instruction 0x06 0 0 0x00050000                      # done, with error number 0
}

filter_instruction()
{
    local value=$(($1 | $2 << 16 | $3 << 24 | $4 << 32)) shift
    for shift in 0 8 16 24 32 40 48 56; do
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\x$(printf %02x $((value >> shift & 255)))"
    done
}
