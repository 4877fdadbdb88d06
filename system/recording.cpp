// SPDX-License-Identifier: GPL-2.0-or-later
// Recordings: for each command five lines of heads, each followed by its bytes and a newline:
//   key LENGTH / status NUMBER / timed-out 0|1 / out LENGTH / err LENGTH
// so that any output, newlines included, is kept as it was.
#include "system/runner.h"
#include "system/text.h"
#include <optional>

namespace netroot {
namespace {

std::string key_of(const Command& command) {
  bool in_target = std::holds_alternative<InTarget>(command.where);
  return (in_target ? "target: " : "host: ") + join(command.argv, " ");
}

std::string bytes_field(const char* name, const std::string& bytes) {
  return std::string(name) + " " + std::to_string(bytes.size()) + "\n" + bytes + "\n";
}

class Reader {
public:
  explicit Reader(const std::string& text) : text_(text) {}
  bool at_end() const { return at_ >= text_.size(); }

  std::optional<unsigned long long> number(std::string_view name) {
    size_t end = text_.find('\n', at_);
    if (end == std::string::npos)
      return std::nullopt;
    auto head = words(std::string_view(text_).substr(at_, end - at_));
    at_ = end + 1;
    if (head.size() != 2 || head[0] != name)
      return std::nullopt;
    return parse_number(head[1]);
  }
  std::optional<std::string> bytes(std::string_view name) {
    auto length = number(name);
    if (!length || *length >= text_.size() || at_ + *length >= text_.size())
      return std::nullopt;
    std::string found = text_.substr(at_, *length);
    at_ += *length + 1;
    return found;
  }

private:
  const std::string& text_;
  size_t at_ = 0;
};

} // namespace

Result<Finished> RecordingRunner::run(const Command& command) {
  auto finished = runner_.run(command);
  if (!finished)
    return finished;
  recording_ += bytes_field("key", key_of(command));
  recording_ += "status " + std::to_string(finished->exit_status) + "\n";
  recording_ += std::string("timed-out ") + (finished->timed_out ? "1" : "0") + "\n";
  recording_ += bytes_field("out", finished->out) + bytes_field("err", finished->err);
  return finished;
}

Result<std::unique_ptr<PlayingRunner>> PlayingRunner::from(const std::string& recording) {
  auto player = std::make_unique<PlayingRunner>();
  Reader reader(recording);
  while (!reader.at_end()) {
    auto key = reader.bytes("key");
    auto status = reader.number("status");
    auto timed_out = reader.number("timed-out");
    auto out = reader.bytes("out");
    auto err = reader.bytes("err");
    if (!key || !status || !timed_out || !out || !err)
      return failure("the recording is damaged after " + std::to_string(player->expected_.size()) +
                     " commands");
    Finished result{static_cast<int>(*status), *timed_out == 1, *out, *err};
    player->expected_.push_back({*key, result, false});
  }
  return player;
}

void PlayingRunner::expect(std::vector<std::string> argv, Finished result) {
  expected_.push_back({join(argv, " "), std::move(result), false});
}

Result<Finished> PlayingRunner::run(const Command& command) {
  seen_.push_back(command);
  std::string key = key_of(command);
  std::string anywhere = join(command.argv, " ");
  for (auto& expected : expected_)
    if (!expected.used && (expected.key == key || expected.key == anywhere)) {
      expected.used = true;
      return expected.result;
    }
  return failure("no recording of '" + key + "'");
}

std::vector<std::string> PlayingRunner::unused() const {
  std::vector<std::string> keys;
  for (const auto& expected : expected_)
    if (!expected.used)
      keys.push_back(expected.key);
  return keys;
}

} // namespace netroot
