// SPDX-License-Identifier: GPL-2.0-or-later
// From the cards to the loaded driver.
#include "system/text.h"
#include "tui/attach_states.h"

namespace netroot::tui {

using State = AttachState;
using Step = Turn<AttachState>;

// All cards are the same as none named: one that is found later is used as well.
Result<Step> AttachWizard::links() {
  constexpr char name[] = "netroot/interfaces";
  auto list = machine_.links();
  const Priority priority = list->now()->size() > 1 ? Priority::High : Priority::Medium;
  if (!book_.is_asked(name, priority))
    return Step::to(State::ModuleSource);
  auto chosen = words(book_.get(name));
  if (chosen.empty())
    chosen = machine_.usual_links();
  auto move = asker_.choose_some(question(name, priority), *list, chosen);
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Next)
    book_.set(name, chosen.size() == list->now()->size() ? "" : join(chosen, " "));
  return Step::after(*move, State::ModuleSource);
}

State AttachWizard::after_source() const {
  const std::string source = book_.get("netroot/module/source");
  return source == "path" ? State::ModulePath : source == "url" ? State::ModuleUrl : State::Timeout;
}

Result<Step> AttachWizard::module_source() {
  constexpr char name[] = "netroot/module/source";
  if (machine_.has_driver())
    return Step::to(State::Timeout);
  if (!book_.is_asked(name, module_priority()))
    return Step::to(after_source());
  std::string source = book_.get(name);
  auto move = asker_.ask_select(question(name, module_priority()), source);
  if (!move)
    return tl::unexpected(move.error());
  if (*move == Move::Next)
    book_.set(name, source);
  return Step::after(*move, after_source());
}

Result<Step> AttachWizard::module_path() {
  return ask_string("netroot/module/path", Priority::High, State::Timeout);
}

Result<Step> AttachWizard::module_url() {
  return ask_string("netroot/module/url", Priority::High, State::ModuleSha256);
}

Result<Step> AttachWizard::module_sha256() {
  return ask_string("netroot/module/sha256", Priority::High, State::ModuleUnchecked);
}

// Only who gives no digest has to say that he goes without.
Result<Step> AttachWizard::module_unchecked() {
  constexpr char name[] = "netroot/module/allow-unchecked";
  if (!book_.get("netroot/module/sha256").empty() || !book_.is_asked(name, Priority::High))
    return Step::to(State::Timeout);
  return ask_boolean(question(name, Priority::High), State::Timeout);
}

Result<Step> AttachWizard::timeout() {
  return ask_string("netroot/timeout", Priority::Low, State::LoadDriver);
}

Result<Step> AttachWizard::load_driver() {
  if (machine_.has_driver())
    return Step::to(State::RaiseLinks);
  const Question title{"netroot/work/driver"};
  if (driver_failed_ || book_.is_given("netroot/module/source"))
    return work_or_retry(title, machine_.load_driver(book_), State::LoadDriver, State::RaiseLinks);
  auto outcome = asker_.work(title, machine_.load_driver(book_));
  if (outcome)
    return Step::to(State::RaiseLinks);
  if (outcome.error().kind == Error::Kind::GoBack)
    return Step::backwards();
  driver_failed_ = true;
  return tell_and_ask_source(outcome.error());
}

Result<Step> AttachWizard::tell_and_ask_source(const Error& error) {
  auto told = asker_.tell(
      {"netroot/error", Priority::Critical, {{"WHAT", error.what}, {"HINT", error.hint}}});
  if (!told)
    return tl::unexpected(told.error());
  return *told == Move::Back ? Step::backwards() : Step::to(State::ModuleSource);
}

Result<Step> AttachWizard::raise_links() {
  return work_or_retry({"netroot/work/links"}, machine_.raise_links(book_), State::RaiseLinks,
                       State::Targets);
}

} // namespace netroot::tui
