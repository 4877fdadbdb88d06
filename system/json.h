// SPDX-License-Identifier: GPL-2.0-or-later
// Writing JSON (RFC 8259) for programs that read our answers. Values handed in are JSON already.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netroot::json {

// With the quotes. Bytes that are no UTF-8 become U+FFFD.
std::string text(std::string_view value);
std::string boolean(bool value);
std::string list(const std::vector<std::string>& values);
std::string texts(const std::vector<std::string>& values); // list() of text()
std::string object(const std::vector<std::pair<std::string, std::string>>& members);

} // namespace netroot::json
