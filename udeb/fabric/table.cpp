// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "udeb/aoe/owner.h"
#include "udeb/fabric/view.h"
#include "udeb/size_text.h"
#include <cstdio>

namespace netroot::fabric {
namespace {

constexpr size_t width = 80, model_width = 36;
constexpr char row[] = "%-10s %-10s %-36s %s"; // 20 characters of serial number at the end

std::string line_of(const std::string& target, const std::string& size, const std::string& model,
                    const std::string& serial) {
  std::string shown = model.size() > model_width ? model.substr(0, model_width - 1) + "~" : model;
  char line[160];
  std::snprintf(line, sizeof line, row, target.c_str(), size.c_str(), shown.c_str(),
                serial.c_str());
  return line + std::string("\n");
}

// Broken at blanks, and where a word has no end; later lines stand below the first one's text.
std::string wrapped(const std::string& first, const std::string& text) {
  const std::string later(first.size(), ' ');
  const size_t room = width - first.size();
  std::string all, line = first;
  bool empty = true;
  for (std::string word : words(text)) {
    if (!empty && line.size() + 1 + word.size() > width) {
      all += line + "\n";
      line = later;
      empty = true;
    }
    for (; word.size() > room; word.erase(0, room)) {
      all += line + word.substr(0, room) + "\n";
      line = later;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
  }
  return all + line + "\n";
}

std::string milliseconds(std::chrono::microseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f ms", static_cast<double>(time.count()) / 1000);
  return text;
}

std::string describe_path(const PathView& path) {
  std::string text = (path.card.empty() ? "no card" : path.card) + " from " + path.server;
  if (path.round_trip)
    text += ", " + milliseconds(*path.round_trip);
  if (path.firmware) {
    char number[16];
    std::snprintf(number, sizeof number, "%04x", *path.firmware);
    text += std::string(", firmware ") + number;
  }
  return path.problem.empty() ? text : text + ": " + path.problem;
}

std::string describe_config(const std::string& config, uint64_t now) {
  return (aoe::parse_owner(config) ? "claimed by " : "config string ") +
         aoe::describe_owner(config, now);
}

std::string rows_of(const TargetView& target, uint64_t now) {
  constexpr char indent[] = "           ", doubt[] = "         ! ";
  std::string text = line_of(target.name.text(), target.bytes ? size_text(target.bytes) : "-",
                             target.model.empty() ? "-" : target.model, target.serial);
  if (target.state != "up")
    text += wrapped(indent, "state " + target.state);
  std::string shown; // servers of one target mostly have one string
  for (const PathView& path : target.paths) {
    text += wrapped(indent, describe_path(path));
    if (!path.config.empty() && path.config != shown)
      text += wrapped(indent, describe_config(path.config, now));
    shown = path.config;
  }
  for (const std::string& sentence : target.doubts)
    text += wrapped(doubt, sentence);
  return text;
}

std::string describe_cards(const View& view) {
  std::vector<std::string> asked, down;
  for (const CardView& card : view.cards)
    (card.up ? asked : down)
        .push_back(card.up && !card.carrier ? card.name + " (no carrier)" : card.name);
  std::string text;
  if (!asked.empty())
    text += wrapped("", "Cards: " + join(asked, ", "));
  if (!down.empty())
    text += wrapped("", "Not asked, because down: " + join(down, ", "));
  return text;
}

} // namespace

std::string as_table(const View& view, uint64_t now) {
  std::string text;
  if (!view.by_protocol)
    text += wrapped("", "As the kernel's driver sees it: " + view.why + ".");
  text += view.targets.empty() ? "No target answered.\n"
                               : line_of("TARGET", "SIZE", "MODEL", "SERIAL NUMBER");
  for (const TargetView& target : view.targets)
    text += rows_of(target, now);
  if (view.too_many)
    text += "More targets answered than are kept.\n";
  return text + describe_cards(view);
}

std::string in_one_line(const TargetView& target) {
  std::vector<std::string> paths;
  for (const PathView& path : target.paths)
    paths.push_back(path.card + " from " + path.server);
  std::string text = target.name.text() + ", " + size_text(target.bytes);
  if (!target.model.empty())
    text += ", " + target.model + ", serial number " + target.serial;
  if (target.state != "up")
    text += ", state " + target.state;
  text += ": " + join(paths, ", ");
  for (const std::string& sentence : target.doubts)
    text += " (doubtful: " + sentence + ")";
  return text;
}

} // namespace netroot::fabric
