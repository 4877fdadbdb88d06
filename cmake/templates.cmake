# SPDX-License-Identifier: GPL-2.0-or-later
# The templates of the udebs as a part of netroot_tui, for the wizard where there is no debconf. Where
# po-debconf is installed the translations of debian/po come along, else the words are English.
find_program(NETROOT_PO2DEBCONF po2debconf)
set(templates
  ${CMAKE_SOURCE_DIR}/debian/netroot-disk.templates
  ${CMAKE_SOURCE_DIR}/debian/netroot-bootloader.templates)
file(GLOB translations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/debian/po/*.po)
set(built_in ${CMAKE_BINARY_DIR}/tui/built_in_templates.cpp)
add_custom_command(
  OUTPUT ${built_in}
  COMMAND ${CMAKE_COMMAND} "-DTEMPLATES=${templates}" -DPO2DEBCONF=${NETROOT_PO2DEBCONF} -DOUT=${built_in}
          -P ${CMAKE_SOURCE_DIR}/cmake/embed_templates.cmake
  DEPENDS ${CMAKE_SOURCE_DIR}/udeb/installer/netroot-disk.templates
          ${CMAKE_SOURCE_DIR}/udeb/installer/netroot-bootloader.templates
          ${CMAKE_SOURCE_DIR}/debian/po/POTFILES.in ${translations}
          ${CMAKE_SOURCE_DIR}/cmake/embed_templates.cmake
  COMMENT "Taking in the words of the debconf templates"
  VERBATIM)
target_sources(netroot_tui PRIVATE ${built_in})
