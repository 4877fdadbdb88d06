// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel command line as "# kopt=" and kernel lines hold it.
#pragma once
#include <string>
#include <string_view>

namespace netroot {

// The value of the last "root=" (the kernel takes the last); "" when there is none.
std::string root_of(std::string_view options);
// `options` with root= made `root`, "ro" behind it unless ro or rw is there already, and the words
// of `added` that are missing at the end. Everything else stays where and as it is.
std::string correct_kernel_options(std::string_view options, std::string_view root,
                                   std::string_view added);

} // namespace netroot
