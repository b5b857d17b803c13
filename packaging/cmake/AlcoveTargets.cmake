# What every target of the project has in common: the language, the warnings, the include root.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

# Where programs find what they open only when it is needed.
set(ALCOVE_LIBRARY_DIR ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/alcove)
set(CMAKE_BUILD_RPATH ${ALCOVE_LIBRARY_DIR})
set(CMAKE_INSTALL_RPATH $ORIGIN/../${CMAKE_INSTALL_LIBDIR}/alcove)

set(ALCOVE_WARNINGS -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Werror)

function(alcove_configure_target target)
    target_compile_features(${target} PUBLIC cxx_std_23)
    target_compile_options(${target} PRIVATE ${ALCOVE_WARNINGS})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()

# alcove_library(alcove_text SOURCES a.cpp a.h LINK alcove_formats PRIVATE_LINK dnnl)
# One library a folder. LINK is what its headers need, PRIVATE_LINK what only its sources need.
function(alcove_library target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;PRIVATE_LINK")
    add_library(${target} STATIC ${arg_SOURCES})
    alcove_configure_target(${target})
    target_link_libraries(${target} PUBLIC ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
endfunction()

# alcove_test(tst_gguf LINK alcove_formats SOURCES extra.cpp)
# A Qt Test program in the calling folder, registered with ctest under its name: <name>.cpp, or MAIN.
# ALCOVE_GOLDEN_DIR and ALCOVE_RESOURCES_DIR tell it where the stored data lie.
function(alcove_test target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "MAIN" "LINK;SOURCES")
    if(NOT arg_MAIN)
        set(arg_MAIN ${target}.cpp)
    endif()
    add_executable(${target} ${arg_MAIN} ${arg_SOURCES})
    alcove_configure_target(${target})
    set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_link_libraries(${target} PRIVATE Qt6::Test ${arg_LINK})
    target_compile_definitions(${target} PRIVATE
        ALCOVE_GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden"
        ALCOVE_RESOURCES_DIR="${PROJECT_SOURCE_DIR}/resources"
        ALCOVE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${target} COMMAND ${target})
    math(EXPR timeout "300 * ${ALCOVE_TEST_PATIENCE}")
    set_tests_properties(${target} PROPERTIES TIMEOUT ${timeout})
endfunction()
