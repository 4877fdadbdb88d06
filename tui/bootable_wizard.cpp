// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/bootable_wizard.h"
#include "system/text.h"
#include <algorithm>
#include <array>

namespace netroot::tui {
namespace {

constexpr char bootloader[] = "netroot/bootloader";
constexpr char kernel_options[] = "netroot/kernel-options";
constexpr char method[] = "netroot/sanboot/method";
constexpr char dhcp[] = "netroot/sanboot/dhcp";
constexpr char publish[] = "netroot/sanboot/publish";
constexpr char summary[] = "netroot/bootable/summary";

enum class State { Bootloader, KernelOptions, Method, Dhcp, Publish, Summary, End };
// Whether the state had something to show: Back leads to the last that had.
enum class Shown { No, Yes, Back };

class Dialog {
public:
  Dialog(BootableMachine& machine, Asker& asker, AnswerBook& book)
      : machine_(machine), asker_(asker), book_(book) {}
  Outcome run();

private:
  Result<Shown> show(State state);
  Result<Shown> ask_bootloader();
  Result<Shown> ask_kernel_options();
  Result<Shown> ask_method();
  Result<Shown> ask_dhcp();
  Result<Shown> ask_publish();
  Result<Shown> show_summary();
  Result<Shown> look_and_tell();
  Result<Shown> ask_retry(const Error& error);

  bool is_script() const { return book_.get(method) == "script"; }
  void use_default(const char* question, const char* value) {
    if (book_.get(question).empty())
      book_.set(question, value);
  }
  Question question(const char* name);
  // Keeps the answer unless the person went back.
  Result<Shown> keep(const char* name, const Result<Move>& move, const std::string& value);
  bool was_all_given() const;

  BootableMachine& machine_;
  Asker& asker_;
  AnswerBook& book_;
};

Question Dialog::question(const char* name) {
  return {name, Priority::Medium, {}, [this, name = std::string(name)](const std::string& value) {
            return machine_.refuse(name, value);
          }};
}

Result<Shown> Dialog::keep(const char* name, const Result<Move>& move, const std::string& value) {
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Back)
    return Shown::Back;
  book_.set(name, value);
  return Shown::Yes;
}

Result<Shown> Dialog::ask_bootloader() {
  use_default(bootloader, "grub-legacy");
  if (!book_.is_asked(bootloader, Priority::Medium))
    return Shown::No;
  std::string value = book_.get(bootloader);
  auto move = asker_.ask_select(question(bootloader), value);
  return keep(bootloader, move, value);
}

// They go into GRUB's menu; without GRUB there is no place for them.
Result<Shown> Dialog::ask_kernel_options() {
  if (book_.get(bootloader) == "none" || !book_.is_asked(kernel_options, Priority::Medium))
    return Shown::No;
  std::string value = book_.get(kernel_options);
  auto move = asker_.ask_string(question(kernel_options), value);
  return keep(kernel_options, move, value);
}

Result<Shown> Dialog::ask_method() {
  use_default(method, "script");
  if (!book_.is_asked(method, Priority::Medium))
    return Shown::No;
  std::string value = book_.get(method);
  auto move = asker_.ask_select(question(method), value);
  return keep(method, move, value);
}

Result<Shown> Dialog::ask_dhcp() {
  use_default(dhcp, "true");
  if (!is_script() || !book_.is_asked(dhcp, Priority::Medium))
    return Shown::No;
  bool value = book_.is_true(dhcp);
  auto move = asker_.ask_boolean(question(dhcp), value);
  return keep(dhcp, move, value ? "true" : "false");
}

Result<Shown> Dialog::ask_publish() {
  if (!is_script() || !book_.is_asked(publish, Priority::Medium))
    return Shown::No;
  std::string value = book_.get(publish);
  auto move = asker_.ask_string(question(publish), value);
  return keep(publish, move, value);
}

// Nobody who answered all beforehand waits to be asked whether he meant it.
bool Dialog::was_all_given() const {
  constexpr std::array<const char*, 5> all = {bootloader, kernel_options, method, dhcp, publish};
  return std::all_of(all.begin(), all.end(), [this](const char* name) {
    bool needless = (name == kernel_options && book_.get(bootloader) == "none") ||
                    ((name == dhcp || name == publish) && !is_script());
    return needless || book_.is_given(name);
  });
}

Result<Shown> Dialog::show_summary() {
  if (was_all_given() || !book_.is_asked(summary, Priority::High))
    return Shown::No;
  return look_and_tell();
}

// After a failure and a second try the same again, so a loop.
Result<Shown> Dialog::look_and_tell() {
  for (;;) {
    std::vector<std::string> steps;
    auto looked = asker_.work({"netroot/bootable/look"}, machine_.plan(book_, steps));
    if (!looked && looked.error().kind == Error::Kind::GoBack)
      return Shown::Back;
    if (!looked) {
      auto again = ask_retry(looked.error());
      if (!again || *again == Shown::Back)
        return again;
      continue;
    }
    auto move = asker_.tell({summary, Priority::High, {{"STEPS", join(steps, "\n")}}});
    return keep(summary, move, "");
  }
}

// Yes: try again. Back: to the answers, one of which may be the reason. No, or nobody there to be
// asked: the error.
Result<Shown> Dialog::ask_retry(const Error& error) {
  constexpr char retry[] = "netroot/retry";
  if (!book_.is_asked(retry, Priority::High))
    return tl::unexpected(error);
  bool again = true;
  auto move = asker_.ask_boolean(
      {retry, Priority::High, {{"WHAT", error.what}, {"HINT", error.hint}}}, again);
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Back)
    return Shown::Back;
  return again ? Result<Shown>(Shown::Yes) : tl::unexpected(error);
}

Result<Shown> Dialog::show(State state) {
  switch (state) {
  case State::Bootloader:
    return ask_bootloader();
  case State::KernelOptions:
    return ask_kernel_options();
  case State::Method:
    return ask_method();
  case State::Dhcp:
    return ask_dhcp();
  case State::Publish:
    return ask_publish();
  case State::Summary:
    return show_summary();
  case State::End:
    break;
  }
  return Shown::No;
}

Outcome Dialog::run() {
  std::vector<State> shown;
  for (auto state = State::Bootloader; state != State::End;) {
    auto result = show(state);
    if (!result)
      return tl::unexpected(result.error());
    if (*result == Shown::Back) {
      if (shown.empty())
        return go_back();
      state = shown.back();
      shown.pop_back();
      continue;
    }
    if (*result == Shown::Yes)
      shown.push_back(state);
    state = static_cast<State>(static_cast<int>(state) + 1);
  }
  return {};
}

} // namespace

Outcome run_bootable_wizard(BootableMachine& machine, Asker& asker, AnswerBook& book) {
  return Dialog(machine, asker, book).run();
}

} // namespace netroot::tui
