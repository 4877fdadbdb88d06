// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/answers.h"
#include "system/text.h"
#include "system/url.h"
#include "udeb/target_name.h"
#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>

namespace netroot {
namespace {

// One question: its name and how its value gets into the answers. Returns what would be accepted
// when it cannot be taken, an empty string when it was.
struct Question {
  std::string_view name;
  std::function<std::string(Answers&, const std::string&)> take;
};

std::optional<bool> parse_boolean(const std::string& value) {
  if (value == "true" || value == "false")
    return value == "true";
  return std::nullopt;
}

std::function<std::string(Answers&, const std::string&)> boolean(bool Answers::*field) {
  return [field](Answers& answers, const std::string& value) -> std::string {
    auto flag = parse_boolean(value);
    if (!flag)
      return "\"true\" or \"false\"";
    answers.*field = *flag;
    return {};
  };
}

std::string take_target(Answers& answers, const std::string& value) {
  if (value != "auto" && !parse_target_name(value))
    return "\"auto\", or eSHELF.SLOT with a shelf of 0 to 65534 and a slot of 0 to 254, such as "
           "e0.0";
  answers.target = value;
  return {};
}

std::string take_allow_imposter(Answers& answers, const std::string& value) {
  auto names = words(value);
  if (!std::all_of(names.begin(), names.end(),
                   [](const std::string& name) { return parse_target_name(name).has_value(); }))
    return "names of targets with blanks between them, such as \"e0.0 e7.12\"";
  answers.allow_imposter = names;
  return {};
}

// A name as the kernel allows it for interfaces (net/core/dev.c, dev_valid_name): no '/', ':' or
// blank.
bool is_interface_name(const std::string& name) {
  return !name.empty() && name.size() < 16 && name != "." && name != ".." &&
         name.find_first_of("/:\t ") == std::string::npos;
}

std::string take_interfaces(Answers& answers, const std::string& value) {
  auto names = words(value);
  if (!std::all_of(names.begin(), names.end(), is_interface_name))
    return "names of Ethernet interfaces with blanks between them, such as \"eth0 eth1\"";
  answers.interfaces = names;
  return {};
}

std::string take_timeout(Answers& answers, const std::string& value) {
  auto seconds = parse_number(value);
  if (!seconds || *seconds < 1 || *seconds > 3600)
    return "a number of seconds from 1 to 3600";
  answers.timeout = std::chrono::seconds(*seconds);
  return {};
}

// Letters only, as in sda or xvda: partitions are the name and a number, so a digit would be
// ambiguous.
bool is_alias_name(const std::string& name) {
  return !name.empty() && name.size() < 16 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string take_alias(Answers& answers, const std::string& value) {
  if (value == "auto")
    return {};
  std::string name = value.rfind("/dev/", 0) == 0 ? value.substr(5) : value;
  if (!is_alias_name(name))
    return "\"auto\", \"none\", or a device name of small letters, such as sda";
  answers.alias = name == "none" ? std::string() : name;
  answers.alias_insisted = !answers.alias.empty();
  return {};
}

std::string take_module_source(Answers& answers, const std::string& value) {
  static const std::map<std::string, ModuleSource> sources = {{"auto", ModuleSource::Auto},
                                                              {"media", ModuleSource::Media},
                                                              {"path", ModuleSource::Path},
                                                              {"url", ModuleSource::Url},
                                                              {"mirror", ModuleSource::Mirror}};
  auto found = sources.find(value);
  if (found == sources.end())
    return "auto, media, path, url or mirror";
  answers.module_source = found->second;
  return {};
}

std::string take_module_path(Answers& answers, const std::string& value) {
  if (value[0] != '/')
    return "a path that begins with \"/\"";
  answers.module_path = value;
  return {};
}

bool is_url(const std::string& value, const std::vector<std::string_view>& schemes) {
  auto fits = [&value](std::string_view scheme) {
    return value.size() > scheme.size() && value.compare(0, scheme.size(), scheme) == 0;
  };
  return value.find_first_of(" \t") == std::string::npos &&
         std::any_of(schemes.begin(), schemes.end(), fits);
}

std::string take_module_url(Answers& answers, const std::string& value) {
  if (!is_url(value, {"http://", "https://", "tftp://", "file://"}))
    return "a URL that begins with http://, https://, tftp:// or file://";
  answers.module_url = value;
  return {};
}

std::string take_target_map(Answers& answers, const std::string& value) {
  if (value[0] != '/' && !is_url(value, {"http://", "https://", "tftp://", "file://"}))
    return "a path that begins with \"/\", or a URL that begins with http://, https://, tftp:// or "
           "file://";
  answers.target_map = value;
  return {};
}

std::string take_module_sha256(Answers& answers, const std::string& value) {
  std::string digits = value;
  std::transform(digits.begin(), digits.end(), digits.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? char(c - 'A' + 'a') : c; });
  if (digits.size() != 64 || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
    return "64 hexadecimal digits";
  answers.module_sha256 = digits;
  return {};
}

std::string take_mtu(Answers& answers, const std::string& value) {
  auto bytes = parse_number(value);
  if (value != "auto" && value != "keep" && (!bytes || *bytes < 1500 || *bytes > 16384))
    return "\"auto\", \"keep\", or a number of bytes from 1500 to 16384";
  answers.mtu = bytes ? MtuChoice::Bytes : value == "auto" ? MtuChoice::Auto : MtuChoice::Keep;
  answers.mtu_bytes = static_cast<unsigned>(bytes.value_or(0));
  return {};
}

std::string take_kernel_options(Answers& answers, const std::string& value) {
  answers.kernel_options = value;
  return {};
}

std::string take_boot_loader(Answers& answers, const std::string& value) {
  if (value != "grub-legacy" && value != "none")
    return "grub-legacy or none";
  answers.boot_loader = value == "none" ? BootLoader::None : BootLoader::GrubLegacy;
  return {};
}

std::string take_sanboot_method(Answers& answers, const std::string& value) {
  if (value != "script" && value != "root-path")
    return "script or root-path";
  answers.sanboot_method = value == "script" ? SanbootMethod::Script : SanbootMethod::RootPath;
  return {};
}

std::string take_sanboot_publish(Answers& answers, const std::string& value) {
  bool has_file_name =
      value.back() != '/' && value.find('/', value.find("://") + 3) != std::string::npos;
  if (!is_url(value, {"http://", "https://", "tftp://"}) || !has_file_name)
    return "a URL that begins with http://, https:// or tftp:// and ends with the file's name, "
           "such as http://10.0.0.1/pxe/netroot.gpxe";
  answers.sanboot_publish = value;
  return {};
}

const std::vector<Question>& questions() {
  static const std::vector<Question> all = {
      {"netroot/attach", boolean(&Answers::attach)},
      {"netroot/target", take_target},
      {"netroot/target-map", take_target_map},
      {"netroot/interfaces", take_interfaces},
      {"netroot/timeout", take_timeout},
      {"netroot/mtu", take_mtu},
      {"netroot/alias", take_alias},
      {"netroot/overwrite", boolean(&Answers::overwrite)},
      {"netroot/claim", boolean(&Answers::claim)},
      {"netroot/takeover", boolean(&Answers::takeover)},
      {"netroot/reserve", boolean(&Answers::reserve)},
      {"netroot/allow-imposter", take_allow_imposter},
      {"netroot/module/source", take_module_source},
      {"netroot/module/path", take_module_path},
      {"netroot/module/url", take_module_url},
      {"netroot/module/sha256", take_module_sha256},
      {"netroot/module/allow-unchecked", boolean(&Answers::module_unchecked)},
      {"netroot/bootloader", take_boot_loader},
      {"netroot/kernel-options", take_kernel_options},
      {"netroot/sanboot/method", take_sanboot_method},
      {"netroot/sanboot/dhcp", boolean(&Answers::sanboot_dhcp)},
      {"netroot/sanboot/publish", take_sanboot_publish},
  };
  return all;
}

// Levenshtein's distance, one row at a time.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string_view nearest_question(std::string_view name) {
  const auto& known = known_questions();
  return *std::min_element(known.begin(), known.end(), [name](auto left, auto right) {
    return distance(name, left) < distance(name, right);
  });
}

Outcome take_answer(Answers& answers, const std::string& name, const std::string& value) {
  const auto& all = questions();
  auto question =
      std::find_if(all.begin(), all.end(), [&](const auto& q) { return q.name == name; });
  if (question == all.end())
    return usage_error("unknown question \"" + name + "\"",
                       "Did you mean \"" + std::string(nearest_question(name)) +
                           "\"? Mend the name in the preseed file or on the kernel command line.");
  std::string trimmed(trim(value));
  if (trimmed.empty())
    return {};
  std::string wanted = question->take(answers, trimmed);
  if (!wanted.empty())
    return usage_error("\"" + shown_url(trimmed) + "\" is no answer to " + name,
                       "It must be " + wanted + ".");
  return {};
}

} // namespace

const std::vector<std::string_view>& known_questions() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    std::transform(questions().begin(), questions().end(), std::back_inserter(list),
                   [](const Question& question) { return question.name; });
    return list;
  }();
  return names;
}

Result<Answers> to_answers(const RawAnswers& raw) {
  Answers answers;
  for (const auto& [name, value] : raw)
    if (auto taken = take_answer(answers, name, value); !taken)
      return tl::unexpected(taken.error());
  return answers;
}

} // namespace netroot
