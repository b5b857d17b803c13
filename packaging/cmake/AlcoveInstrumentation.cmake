# Compilers' own checks of the running program, chosen by a preset (asan, tsan, coverage).

set(ALCOVE_SANITIZER "" CACHE STRING "\"address\" (with undefined behaviour), \"thread\", or empty")
option(ALCOVE_COVERAGE "Count which lines run (gcov)" OFF)

# How many times longer a test may take before ctest ends it.
set(ALCOVE_TEST_PATIENCE 1)
if(NOT ALCOVE_SANITIZER STREQUAL "")
    set(ALCOVE_TEST_PATIENCE 12)
endif()

if(ALCOVE_SANITIZER STREQUAL "address")
    set(instrumentation -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
elseif(ALCOVE_SANITIZER STREQUAL "thread")
    set(instrumentation -fsanitize=thread -fno-omit-frame-pointer)
    # g++ cannot follow atomic_thread_fence; the code uses ordered loads and stores instead.
    add_compile_options(-Wno-tsan)
elseif(NOT ALCOVE_SANITIZER STREQUAL "")
    message(FATAL_ERROR "ALCOVE_SANITIZER is \"${ALCOVE_SANITIZER}\"; address, thread or nothing is possible.")
endif()
if(ALCOVE_COVERAGE)
    list(APPEND instrumentation --coverage -fprofile-update=atomic)
endif()

add_compile_options(${instrumentation})
add_link_options(${instrumentation})
