# SPDX-License-Identifier: GPL-2.0-or-later
# libcurl and libarchive for the packages, built small and static by debian/build-static.
set(prefix ${NETROOT_STATIC_PREFIX})
target_include_directories(netroot_libarchive SYSTEM INTERFACE ${prefix}/include)
target_link_libraries(netroot_libarchive INTERFACE ${prefix}/lib/libarchive.a
  -l:liblzma.a -l:libzstd.a -lz)
target_include_directories(netroot_libcurl SYSTEM INTERFACE ${prefix}/include)
target_compile_definitions(netroot_libcurl INTERFACE CURL_STATICLIB)
target_link_libraries(netroot_libcurl INTERFACE ${prefix}/lib/libcurl.a -lssl -lcrypto -lz)
target_link_libraries(netroot_libcrypto INTERFACE -lcrypto)
# The installer has it as a udeb. Its headers lie in a folder of their own.
find_path(NETROOT_BLKID_INCLUDE blkid.h PATH_SUFFIXES blkid REQUIRED)
target_include_directories(netroot_libblkid SYSTEM INTERFACE ${NETROOT_BLKID_INCLUDE})
target_link_libraries(netroot_libblkid INTERFACE -lblkid)
