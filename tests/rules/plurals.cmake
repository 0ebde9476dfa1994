# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Words with a number have a singular and a plural: every tr("... %n ...") of the window stands in the English catalogue.
cmake_minimum_required(VERSION 3.25)

file(READ ${ROOT}/resources/translations/chainscape_en.ts catalogue)
file(GLOB_RECURSE sources ${ROOT}/ui/*.cpp)
set(wrong 0)
foreach(source IN LISTS sources)
  file(READ ${source} text)
  string(REPLACE ";" "," text "${text}")
  string(REGEX MATCHALL "tr\\(\"[^\"\\]*%n[^\"\\]*\"" found "${text}")
  foreach(call IN LISTS found)
    string(REGEX REPLACE "^tr\\(\"(.*)\"$" "\\1" words "${call}")
    string(REPLACE "&" "&amp;" words "${words}")
    string(REPLACE ";" "," listed "${catalogue}")
    string(FIND "${listed}" "<source>${words}</source>" at)
    if(at EQUAL -1)
      message("${source}: \"${words}\" has no plural in chainscape_en.ts")
      math(EXPR wrong "${wrong}+1")
    endif()
  endforeach()
endforeach()
if(wrong GREATER 0)
  message(FATAL_ERROR "${wrong} texts without plural")
endif()
