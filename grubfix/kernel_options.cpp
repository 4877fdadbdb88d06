// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/kernel_options.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr std::string_view root_key = "root=";

bool has_word(std::string_view options, std::string_view word) {
  auto all = words(options);
  return std::find(all.begin(), all.end(), word) != all.end();
}

// Position of the word "root=…", npos when there is none.
size_t find_root(std::string_view options, size_t from) {
  for (size_t at = options.find(root_key, from); at != options.npos;
       at = options.find(root_key, at + 1))
    if (at == 0 || options[at - 1] == ' ' || options[at - 1] == '\t')
      return at;
  return options.npos;
}

size_t end_of_word(std::string_view options, size_t at) {
  return std::min(options.find_first_of(" \t", at), options.size());
}

} // namespace

std::string root_of(std::string_view options) {
  std::string found;
  for (size_t at = find_root(options, 0); at != options.npos; at = find_root(options, at + 1))
    found = options.substr(at + root_key.size(), end_of_word(options, at) - at - root_key.size());
  return found;
}

std::string correct_kernel_options(std::string_view options, std::string_view root,
                                   std::string_view added) {
  std::string right(options);
  std::string wanted = std::string(root_key) + std::string(root);
  size_t first = find_root(right, 0);
  if (first == right.npos) {
    right = right.empty() ? wanted : wanted + " " + right;
    first = 0;
  }
  for (size_t at = first; at != right.npos; at = find_root(right, at + 1))
    right.replace(at, end_of_word(right, at) - at, wanted);
  if (!has_word(right, "ro") && !has_word(right, "rw"))
    right.insert(end_of_word(right, first), " ro");
  for (const std::string& word : words(added))
    if (!has_word(right, word))
      right += " " + word;
  return right;
}

} // namespace netroot
