// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/result.h"
#include <cstring>

namespace netroot {

std::string errno_text(int error_number) {
  const char* description = strerrordesc_np(error_number);
  return description ? description : "error " + std::to_string(error_number);
}

} // namespace netroot
