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
