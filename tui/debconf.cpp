// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/debconf.h"
#include "system/text.h"
#include <cerrno>
#include <unistd.h>

namespace netroot::tui {
namespace {

constexpr int escaped_data = 1; // a reply whose text is escaped
constexpr int went_back = 30;   // of GO; of INPUT: will not be shown

std::string escape(const std::string& text) {
  std::string out;
  for (char c : text)
    out += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
  return out;
}

std::string unescape(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    bool pair = text[i] == '\\' && i + 1 < text.size();
    if (pair)
      ++i;
    out += pair && text[i] == 'n' ? '\n' : text[i];
  }
  return out;
}

// cdebconf expands twice: variables, then in the result the directives "${!…}" of the front end,
// where anything else in "${}" is an assertion that fails. A directive that no front end knows
// becomes nothing, so it can keep "$" and "{" apart until then.
std::string shown(const std::string& text) {
  std::string safe;
  for (size_t i = 0; i < text.size(); ++i)
    safe += text.compare(i, 2, "${") == 0 ? std::string("$${!}") : std::string(1, text[i]);
  return safe;
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n')
      c = ' ';
  return text;
}

Outcome write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t wrote = write(descriptor, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR)
      continue;
    if (wrote < 0)
      return failure("cannot talk to debconf: " + errno_text(errno));
    bytes.remove_prefix(static_cast<size_t>(wrote));
  }
  return {};
}

} // namespace

Outcome Debconf::start() {
  if (auto set = must("CAPB backup escape"); !set)
    return set;
  escape_ = true;
  return {};
}

Outcome Debconf::finish() {
  escape_ = false;
  return must("CAPB backup");
}

Result<std::string> Debconf::read_reply() {
  for (;;) {
    if (auto newline = pending_.find('\n'); newline != std::string::npos) {
      std::string line = pending_.substr(0, newline);
      pending_.erase(0, newline + 1);
      return line;
    }
    char buffer[1024];
    ssize_t got = read(replies_, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return failure("debconf closed the connection",
                     "Run this from the installer's menu, or without --debconf.");
    pending_.append(buffer, static_cast<size_t>(got));
  }
}

Result<Debconf::Reply> Debconf::ask(const std::string& request) {
  std::string line = (escape_ ? escape(request) : one_line(request)) + "\n";
  if (auto sent = write_all(requests_, line); !sent)
    return tl::unexpected(sent.error());
  auto reply = read_reply();
  if (!reply)
    return tl::unexpected(reply.error());
  size_t blank = std::min(reply->find(' '), reply->size());
  auto status = parse_number(reply->substr(0, blank));
  if (!status || *status > 255)
    return failure("debconf answered \"" + *reply + "\" to \"" + request + "\"");
  std::string text = blank < reply->size() ? reply->substr(blank + 1) : std::string();
  if (*status == escaped_data)
    return Reply{0, unescape(text)};
  return Reply{static_cast<int>(*status), text};
}

Outcome Debconf::must(const std::string& request) {
  auto reply = ask(request);
  if (!reply)
    return tl::unexpected(reply.error());
  if (reply->status != 0)
    return failure("debconf refused \"" + request + "\": " + reply->text);
  return {};
}

Result<std::string> Debconf::get(const std::string& question) {
  auto reply = ask("GET " + question);
  if (!reply)
    return tl::unexpected(reply.error());
  return reply->status == 0 ? reply->text : std::string();
}

Outcome Debconf::set(const std::string& question, const std::string& value) {
  auto reply = ask("SET " + question + " " + value);
  if (!reply)
    return tl::unexpected(reply.error());
  if (reply->status == 0)
    return {};
  if (auto made = must("REGISTER debian-installer/dummy " + question); !made)
    return made;
  return must("SET " + question + " " + value);
}

Result<bool> Debconf::seen(const std::string& question) {
  auto reply = ask("FGET " + question + " seen");
  if (!reply)
    return tl::unexpected(reply.error());
  return reply->status == 0 && reply->text == "true";
}

Outcome Debconf::set_seen(const std::string& question, bool seen) {
  return must("FSET " + question + " seen " + (seen ? "true" : "false"));
}

Outcome Debconf::show(const std::string& priority, const std::string& question) {
  auto input = ask("INPUT " + priority + " " + question);
  if (!input)
    return tl::unexpected(input.error());
  if (input->status != 0 && input->status != went_back)
    return failure("debconf cannot ask " + question + ": " + input->text);
  auto go = ask("GO");
  if (!go)
    return tl::unexpected(go.error());
  if (go->status == went_back)
    return go_back();
  if (go->status != 0)
    return failure("debconf could not ask " + question + ": " + go->text);
  return {};
}

Outcome Debconf::substitute(const std::string& question, const std::string& name,
                            const std::string& text) {
  return substitute_raw(question, name, shown(text));
}

Outcome Debconf::substitute_raw(const std::string& question, const std::string& name,
                                const std::string& text) {
  return must("SUBST " + question + " " + name + " " + text);
}

Outcome Debconf::show_error(const std::string& question, const Error& error) {
  if (auto what = substitute(question, "WHAT", error.what); !what)
    return what;
  if (auto hint = substitute(question, "HINT", error.hint); !hint)
    return hint;
  if (auto fresh = set_seen(question, false); !fresh)
    return fresh;
  auto shown = show("critical", question);
  if (!shown && shown.error().kind == Error::Kind::GoBack)
    return {}; // "Go Back" on an error is as good as "Continue"
  return shown;
}

Outcome Debconf::save_database() {
  return must("X_SAVE");
}

} // namespace netroot::tui
