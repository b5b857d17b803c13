# The three OpenCV modules that pictures need. Debian keeps OpenCV's own CMake files in a package
# that pulls in every module and VTK; these few lines spare that.

find_path(OpenCV_INCLUDE_DIR opencv2/imgcodecs.hpp PATH_SUFFIXES opencv4)
set(OpenCV_LIBRARIES_FOUND "")
foreach(module IN ITEMS core imgproc imgcodecs)
    find_library(OpenCV_${module}_LIBRARY opencv_${module})
    list(APPEND OpenCV_LIBRARIES_FOUND OpenCV_${module}_LIBRARY)
    if(OpenCV_${module}_LIBRARY AND NOT TARGET OpenCV::${module})
        add_library(OpenCV::${module} UNKNOWN IMPORTED)
        set_target_properties(OpenCV::${module} PROPERTIES
            IMPORTED_LOCATION "${OpenCV_${module}_LIBRARY}"
            INTERFACE_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIR}")
    endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCV REQUIRED_VARS OpenCV_INCLUDE_DIR ${OpenCV_LIBRARIES_FOUND})
