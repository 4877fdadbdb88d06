// SPDX-License-Identifier: GPL-2.0-or-later
// The words as debian-installer has them: in the language that was chosen there, from the templates
// that the udebs brought.
#pragma once
#include "tui/debconf.h"
#include "tui/words.h"

namespace netroot::tui {

// The words of each template in `names` by METAGET; one that debconf does not have stays as it is
// there. Variables stay in the words ("${TARGET}"): they are filled in later, by the wizard. Those
// of debconf's own questions are empty afterwards. `debconf` must have been started.
Result<Words> words_from_debconf(Debconf& debconf, const Words& names);

} // namespace netroot::tui
