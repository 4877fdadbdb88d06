// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/bootable_wizard.h"
#include "system/text.h"
#include "tui/state_machine.h"
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
using Step = Turn<State>;

class Dialog {
public:
  Dialog(BootableMachine& machine, Asker& asker, AnswerBook& book)
      : machine_(machine), asker_(asker), book_(book) {}
  Result<Step> turn(State state);

private:
  Result<Step> ask_bootloader();
  Result<Step> ask_kernel_options();
  Result<Step> ask_method();
  Result<Step> ask_dhcp();
  Result<Step> ask_publish();
  Result<Step> look_and_tell();
  Result<Step> ask_retry(const Error& error);

  bool is_script() const { return book_.get(method) == "script"; }
  void use_default(const char* name, const char* value) {
    if (book_.get(name).empty())
      book_.set(name, value);
  }
  Question question(const char* name);
  // Keeps the answer unless the person went back.
  Result<Step> keep(const char* name, const std::string& value, const Result<Move>& move,
                    State next);
  bool was_all_given() const;

  BootableMachine& machine_;
  Asker& asker_;
  AnswerBook& book_;
};

Question Dialog::question(const char* name) {
  Question question;
  question.name = name;
  question.priority = Priority::Medium;
  question.refuse = [&machine = machine_, name](const std::string& value) {
    return machine.refuse(name, value);
  };
  return question;
}

Result<Step> Dialog::keep(const char* name, const std::string& value, const Result<Move>& move,
                          State next) {
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Next)
    book_.set(name, value);
  return Step::after(*move, next);
}

Result<Step> Dialog::ask_bootloader() {
  use_default(bootloader, "grub-legacy");
  if (!book_.is_asked(bootloader, Priority::Medium))
    return Step::to(State::KernelOptions);
  std::string value = book_.get(bootloader);
  auto move = asker_.ask_select(question(bootloader), value);
  return keep(bootloader, value, move, State::KernelOptions);
}

// They go into GRUB's menu; without GRUB there is no place for them.
Result<Step> Dialog::ask_kernel_options() {
  if (book_.get(bootloader) == "none" || !book_.is_asked(kernel_options, Priority::Medium))
    return Step::to(State::Method);
  std::string value = book_.get(kernel_options);
  auto move = asker_.ask_string(question(kernel_options), value);
  return keep(kernel_options, value, move, State::Method);
}

Result<Step> Dialog::ask_method() {
  use_default(method, "script");
  if (!book_.is_asked(method, Priority::Medium))
    return Step::to(State::Dhcp);
  std::string value = book_.get(method);
  auto move = asker_.ask_select(question(method), value);
  return keep(method, value, move, State::Dhcp);
}

Result<Step> Dialog::ask_dhcp() {
  use_default(dhcp, "true");
  if (!is_script() || !book_.is_asked(dhcp, Priority::Medium))
    return Step::to(State::Publish);
  bool value = book_.is_true(dhcp);
  auto move = asker_.ask_boolean(question(dhcp), value);
  return keep(dhcp, value ? "true" : "false", move, State::Publish);
}

Result<Step> Dialog::ask_publish() {
  if (!is_script() || !book_.is_asked(publish, Priority::Medium))
    return Step::to(State::Summary);
  std::string value = book_.get(publish);
  auto move = asker_.ask_string(question(publish), value);
  return keep(publish, value, move, State::Summary);
}

// Nobody who answered all beforehand waits to be asked whether he meant it.
bool Dialog::was_all_given() const {
  constexpr std::array<const char*, 5> all = {bootloader, kernel_options, method, dhcp, publish};
  return std::all_of(all.begin(), all.end(), [this](const std::string& name) {
    bool needless = (name == kernel_options && book_.get(bootloader) == "none") ||
                    ((name == dhcp || name == publish) && !is_script());
    return needless || book_.is_given(name);
  });
}

Result<Step> Dialog::look_and_tell() {
  if (was_all_given() || !book_.is_asked(summary, Priority::High))
    return Step::to(State::End);
  std::vector<std::string> steps;
  auto looked = asker_.work({"netroot/bootable/look"}, machine_.plan(book_, steps));
  if (!looked)
    return ask_retry(looked.error());
  auto move = asker_.tell({summary, Priority::High, {{"STEPS", join(steps, "\n")}}});
  return move ? Step::after(*move, State::End) : Result<Step>(tl::unexpected(move.error()));
}

// Otherwise back to the answers, one of which may be the reason.
Result<Step> Dialog::ask_retry(const Error& error) {
  if (error.kind == Error::Kind::GoBack)
    return Step::backwards();
  bool again = true;
  auto move = asker_.ask_boolean(
      {"netroot/retry", Priority::Critical, {{"WHAT", error.what}, {"HINT", error.hint}}}, again);
  if (!move)
    return tl::unexpected(move.error());
  return *move == Move::Next && again ? Step::to(State::Summary) : Step::backwards();
}

Result<Step> Dialog::turn(State state) {
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
    return look_and_tell();
  case State::End:
    break;
  }
  return Step::to(State::End);
}

} // namespace

Outcome run_bootable_wizard(BootableMachine& machine, Asker& asker, AnswerBook& book) {
  Dialog dialog(machine, asker, book);
  return walk(State::Bootloader, State::End, [&](State state) { return dialog.turn(state); });
}

} // namespace netroot::tui
