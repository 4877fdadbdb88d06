# SPDX-License-Identifier: GPL-2.0-or-later
# libarchive, libcurl, libcrypto, libnewt and libblkid as one interface target each, so that only this file knows how
# they link: the distribution's, or (udebs, and the programs of the .deb) the small static ones. The installer has libnewt
# and libblkid itself.
find_package(PkgConfig REQUIRED)
add_library(netroot_libarchive INTERFACE)
add_library(netroot_libcurl INTERFACE)
add_library(netroot_libcrypto INTERFACE)
add_library(netroot_newt INTERFACE)
find_package(Threads REQUIRED)
pkg_check_modules(LIBNEWT REQUIRED IMPORTED_TARGET libnewt)
target_link_libraries(netroot_newt INTERFACE PkgConfig::LIBNEWT Threads::Threads)
add_library(netroot_libblkid INTERFACE)

if(NETROOT_UDEB OR NETROOT_STATIC_PREFIX)
  # NETROOT_STATIC_PREFIX is where debian/build-static puts the minimal static libcurl (and libarchive).
  set(NETROOT_STATIC_PREFIX "" CACHE PATH "prefix with the installer's static libcurl and libarchive")
  if(NOT NETROOT_STATIC_PREFIX)
    message(FATAL_ERROR "preset udeb needs -DNETROOT_STATIC_PREFIX=DIR: run debian/build-static DIR first")
  endif()
  include(${CMAKE_CURRENT_LIST_DIR}/static.cmake)
else()
  pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
  pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl)
  target_link_libraries(netroot_libarchive INTERFACE PkgConfig::LIBARCHIVE)
  target_link_libraries(netroot_libcurl INTERFACE PkgConfig::LIBCURL)
  pkg_check_modules(LIBCRYPTO REQUIRED IMPORTED_TARGET libcrypto)
  target_link_libraries(netroot_libcrypto INTERFACE PkgConfig::LIBCRYPTO)
  pkg_check_modules(LIBBLKID REQUIRED IMPORTED_TARGET blkid)
  target_link_libraries(netroot_libblkid INTERFACE PkgConfig::LIBBLKID)
endif()

# For `netroot bench --portal` alone, and not needed by anything else.
if(NETROOT_BENCH AND NOT NETROOT_UDEB)
  pkg_check_modules(LIBISCSI IMPORTED_TARGET libiscsi)
  if(LIBISCSI_FOUND)
    add_library(netroot_libiscsi INTERFACE)
    target_link_libraries(netroot_libiscsi INTERFACE PkgConfig::LIBISCSI)
  endif()
endif()
