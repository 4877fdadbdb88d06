// SPDX-License-Identifier: GPL-2.0-or-later
// Words for tests of the screens: the program's own, and made-up questions.
#pragma once
#include "tui/words.h"
#include <cstdio>
#include <cstdlib>

namespace netroot::test {

inline constexpr const char* made_up_templates = R"(
Template: netroot/test/text
Type: note
Description: A note
 The first paragraph of this note is long enough to be broken between two of its words on a terminal of eighty columns.
 .
  #!ipxe
  sanboot aoe:e0.0
 .
 Größe „groß“ – fünf…

Template: netroot/test/long-text
Type: note
Description: A long note
 First paragraph.
 .
 2
 .
 3
 .
 4
 .
 5
 .
 6
 .
 7
 .
 8
 .
 9
 .
 10
 .
 11
 .
 12
 .
 Last paragraph.

Template: netroot/test/boolean
Type: boolean
Default: false
Description: Destroy the data on ${TARGET}?
 On ${TARGET} there is a file system with data. All of it will be lost.

Template: netroot/test/string
Type: string
Description: Seconds to wait:
 How long to wait for the network disk.

Template: netroot/test/select
Type: select
Choices-C: auto, media, path, url
Choices: find it, this medium, a file, download it
Description: Where is the module?
 The kernel module can come from several places.

Template: netroot/test/list/list
Type: select
Choices-C: ${CHOICES_C}
Choices: ${CHOICES}
Description: Target for the installation
 These targets answered. The list goes on changing while it is shown.
 .
 A second paragraph, which only the help shows when there is no room for it on the screen beside the list, its details and the rest; it is long.
 .
 A third paragraph.

Template: netroot/test/list/columns
Type: text
Description: Target|Size|Model|Card|On it now

Template: netroot/test/work
Type: text
Description: Attaching the disk
)";

inline tui::Words screen_words() {
  auto words = tui::Words::built_in("C");
  auto made_up = tui::Words::parse(made_up_templates, "made-up templates", "C");
  if (!made_up) {
    std::fprintf(stderr, "%s\n", made_up.error().text().c_str());
    std::abort();
  }
  words.add(*made_up);
  return words;
}

} // namespace netroot::test
