# SPDX-License-Identifier: GPL-2.0-or-later
# cmake -DTEMPLATES=FILE;FILE -DPO2DEBCONF=PROGRAM-or-NOTFOUND -DOUT=FILE.cpp -P embed_templates.cmake
# Without po2debconf the files are taken as they are: the program's parser knows po-debconf's marks.
set(all "")
foreach(template IN LISTS TEMPLATES)
  if(PO2DEBCONF)
    execute_process(COMMAND ${PO2DEBCONF} --encoding=utf8 ${template}
                    OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  else()
    file(READ ${template} text)
  endif()
  string(APPEND all "${text}\n")
endforeach()
file(WRITE ${OUT}
"// Made by cmake/embed_templates.cmake.
#include <string_view>
namespace netroot::tui {
extern const std::string_view built_in_templates;
const std::string_view built_in_templates = R\"templates(${all})templates\";
} // namespace netroot::tui
")
