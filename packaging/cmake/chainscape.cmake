# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The few functions every room uses: one warnings target, one way to make a room, one way to make a test.

include(GNUInstallDirs)
find_package(Threads REQUIRED)
# A cache of objects pays in daily work. A build from nothing is a fifth slower with it.
if(CHAINSCAPE_CCACHE)
  find_program(CCACHE_PROGRAM ccache REQUIRED)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

add_library(chainscape_options INTERFACE)
target_compile_features(chainscape_options INTERFACE cxx_std_20)
target_compile_options(chainscape_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers) # designated initialisers leave defaults on purpose
# GCC 12 warns about overlapping copies inside std::string (GCC bug 105651) and about the inactive half of tl::expected.
target_compile_options(chainscape_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>")
if(CMAKE_UNITY_BUILD) # a class in a .cpp may hold that file's own types; within a unity file that looks like a header's
  target_compile_options(chainscape_options INTERFACE -Wno-subobject-linkage)
endif()
if(CHAINSCAPE_WERROR)
  target_compile_options(chainscape_options INTERFACE -Werror)
endif()
if(CHAINSCAPE_SANITIZE)
  target_compile_options(chainscape_options INTERFACE -fsanitize=${CHAINSCAPE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(chainscape_options INTERFACE -fsanitize=${CHAINSCAPE_SANITIZE})
  if(CHAINSCAPE_SANITIZE MATCHES "address.*undefined") # null and dead objects stop the address sanitizer anyway, alignment matters little here; they double the time of a build
    target_compile_options(chainscape_options INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
  endif()
endif()
target_include_directories(chainscape_options INTERFACE ${PROJECT_SOURCE_DIR})

# chainscape_room(<name> SOURCES ... [LINK ...] [PRIVATE_LINK ...]): one room, one static library.
function(chainscape_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  if(NOT ROOM_SOURCES)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE chainscape_options ${ROOM_LINK})
    return()
  endif()
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(${name} PUBLIC chainscape_options ${ROOM_LINK} PRIVATE ${ROOM_PRIVATE_LINK})
endfunction()

# Tests are built often and run once: no optimizing where the rooms they test have been. Sanitized, -Og is worth its time.
if(CHAINSCAPE_SANITIZE)
  set(CHAINSCAPE_TEST_OPTIONS -Og)
else()
  set(CHAINSCAPE_TEST_OPTIONS -O0)
endif()

# The large headers that every test reads, precompiled once: most of a test's build is reading them.
function(chainscape_test_headers name)
  file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "")
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
  set_target_properties(${name} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF CXX_COMPILER_LAUNCHER "")
  target_link_libraries(${name} PRIVATE chainscape_options Qt6::Test ${ARGN})
  target_compile_options(${name} PRIVATE ${CHAINSCAPE_TEST_OPTIONS})
  target_precompile_headers(${name} PRIVATE <QtTest/QtTest> <algorithm> <array> <cmath> <filesystem> <fstream> <functional> <map>
    <memory> <optional> <random> <span> <string> <string_view> <unordered_map> <utility> <vector>)
endfunction()

# chainscape_test(<name> SOURCES ... [LINK ...] [PLATFORM offscreen|xvfb] [TIMEOUT s]): one Qt Test executable, one subject.
function(chainscape_test name)
  cmake_parse_arguments(TEST "" "PLATFORM;TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  if(CHAINSCAPE_SANITIZE)
    math(EXPR TEST_TIMEOUT "${TEST_TIMEOUT} * 10") # sanitizers make slow builds
  else()
    math(EXPR TEST_TIMEOUT "${TEST_TIMEOUT} * 3") # two shared cores may be busy
  endif()
  if(NOT TEST_PLATFORM)
    set(TEST_PLATFORM offscreen)
  endif()
  add_executable(${name} ${TEST_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF CXX_COMPILER_LAUNCHER "")
  # The one class of a test stands in its first source: moc on that file takes a tenth of a second, AUTOMOC several.
  list(GET TEST_SOURCES 0 source)
  cmake_path(GET source STEM stem)
  qt_generate_moc(${CMAKE_CURRENT_SOURCE_DIR}/${source} ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
  target_link_libraries(${name} PRIVATE Qt6::Test ${TEST_LINK})
  target_compile_options(${name} PRIVATE ${CHAINSCAPE_TEST_OPTIONS})
  if("${TEST_LINK}" MATCHES "chainscape_ui_(jobs|session)")
    # neither widgets nor the core alone: too few tests for headers of their own
  elseif("${TEST_LINK}" MATCHES "chainscape_ui")
    target_precompile_headers(${name} REUSE_FROM chainscape_test_headers_ui)
  else()
    target_precompile_headers(${name} REUSE_FROM chainscape_test_headers)
  endif()
  target_compile_definitions(${name} PRIVATE
    CHAINSCAPE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
    CHAINSCAPE_GOLDEN="${PROJECT_SOURCE_DIR}/tests/golden"
    CHAINSCAPE_RESOURCES="${PROJECT_SOURCE_DIR}/resources")
  if(TEST_PLATFORM STREQUAL "xvfb")
    add_test(NAME ${name} COMMAND xvfb-run -a -s "-screen 0 1600x1000x24" $<TARGET_FILE:${name}>)
    set(platform xcb)
  else()
    add_test(NAME ${name} COMMAND ${name})
    set(platform offscreen)
  endif()
  set(home ${CMAKE_BINARY_DIR}/test-home/${name})
  file(MAKE_DIRECTORY ${home})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}" ENVIRONMENT
    "QT_QPA_PLATFORM=${platform};HOME=${home};XDG_CONFIG_HOME=${home}/config;XDG_DATA_HOME=${home}/data;XDG_CACHE_HOME=${home}/cache;XDG_RUNTIME_DIR=${home};LC_ALL=C.UTF-8")
endfunction()
