// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "system/url.h"
#include "udeb/attach/steps.h"
#include "udeb/attach/target_map.h"
#include "udeb/module/url_source.h"

namespace netroot {
namespace {

// Some 20,000 machines; what is larger is no map.
constexpr size_t largest_map = 1 << 20;

} // namespace

std::string LookUpTarget::text() const {
  const auto& answers = job_.answers;
  const std::string map = shown_url(answers.target_map);
  if (answers.target != "auto" && !settled_)
    return "take target " + answers.target + " by its name, not from " + map;
  return "find this machine's target in " + map;
}

// The name that somebody gave, or the one that the map did.
Result<bool> LookUpTarget::done() {
  return job_.answers.target != "auto";
}

Result<std::string> LookUpTarget::fetch() const {
  const std::string& address = job_.answers.target_map;
  if (is_url(address)) {
    UrlOptions options;
    options.proxy = job_.module_sources.proxy;
    return fetch_url(address, options, largest_map);
  }
  auto path = job_.root.follow(address);
  if (!path)
    return tl::unexpected(path.error());
  auto file = open_file_source(path->string(), address);
  return file ? read_all(**file, largest_map) : tl::unexpected(file.error());
}

Outcome LookUpTarget::run() {
  auto text = fetch();
  if (!text)
    return failure("the target map cannot be read: " + text.error().what,
                   "Check netroot/target-map, and that what it names can be reached from this "
                   "machine; or name the target in netroot/target.");
  auto map = parse_target_map(*text, shown_url(job_.answers.target_map));
  if (!map)
    return tl::unexpected(map.error());
  auto target = find_in_map(*map, list_links(job_.root));
  if (!target)
    return tl::unexpected(target.error());
  job_.answers.target = target->text();
  settled_ = true;
  log::info("the target map " + map->address + " gives this machine " + target->text());
  job_.progress.note("this machine's target is " + target->text());
  return {};
}

} // namespace netroot
