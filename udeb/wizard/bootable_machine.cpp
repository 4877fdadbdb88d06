// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/bootable_machine.h"
#include "grubfix/sanboot_files.h"
#include "system/interrupt.h"
#include "udeb/bootable/checks_file.h"
#include "udeb/bootable/publishing.h"
#include "udeb/bootable/sanboot_files.h"
#include "udeb/wizard/session.h"
#include <filesystem>

namespace netroot::wizard {
namespace {

// One line a step. Each may take seconds (an initrd is read, dpkg asked), so each is announced.
Result<std::vector<std::string>> lines_of(const Plan& plan, Progress& progress) {
  std::vector<std::string> texts;
  for (const auto& step : plan) {
    if (was_interrupted())
      return go_back();
    progress.step(static_cast<int>(texts.size()), "looking: " + step->text());
    // A step may be unable to tell before those in front of it ran; it is still to be done then.
    auto done = step->done();
    texts.push_back(step->text() + (done && *done ? " (already done)" : ""));
  }
  return texts;
}

Outcome look(const BootableInputs& inputs, Progress& progress, std::vector<std::string>& steps) {
  auto plan = plan_bootable(inputs);
  if (!plan)
    return tl::unexpected(plan.error());
  progress.begin("Looking at the new system", static_cast<int>(plan->size()));
  auto texts = lines_of(*plan, progress);
  progress.end();
  if (!texts)
    return tl::unexpected(texts.error());
  steps = std::move(*texts);
  return {};
}

// Now, and after the reboot.
std::string places_of(const char* file) {
  std::string name = std::filesystem::path(file).filename().string();
  return std::string(bootable::saved_for_a_person) + "/" + name + ", /target" +
         bootable::saved_in_target + "/" + name;
}

tui::BootCheck shown(const Check& check) {
  return {static_cast<tui::BootCheck::Level>(check.level), check.name, check.text, check.hint};
}
static_assert(static_cast<int>(tui::BootCheck::Level::Passed) ==
              static_cast<int>(Check::Level::Fine));
static_assert(static_cast<int>(tui::BootCheck::Level::Warning) ==
              static_cast<int>(Check::Level::Warning));
static_assert(static_cast<int>(tui::BootCheck::Level::Blocking) ==
              static_cast<int>(Check::Level::Blocking));

} // namespace

Result<BootableInputs> BootableMachine::inputs_with(const tui::AnswerBook& book) const {
  auto answers = to_answers(own_answers(book));
  if (!answers)
    return tl::unexpected(answers.error());
  BootableInputs inputs = inputs_;
  inputs.answers = *answers;
  return inputs;
}

std::string BootableMachine::refuse(const std::string& question, const std::string& value) {
  auto taken = to_answers({{question, value}});
  return taken ? std::string() : taken.error().hint;
}

tui::Work BootableMachine::plan(const tui::AnswerBook& book, std::vector<std::string>& steps) {
  return [inputs = inputs_with(book), &steps](Progress& progress) -> Outcome {
    return inputs ? look(*inputs, progress, steps) : Outcome(tl::unexpected(inputs.error()));
  };
}

Result<std::vector<tui::BootCheck>> BootableMachine::checks() {
  auto checks = bootable::load_checks(inputs_.installer);
  if (!checks)
    return tl::unexpected(checks.error());
  std::vector<tui::BootCheck> all;
  for (const Check& check : *checks)
    all.push_back(shown(check));
  return all;
}

Result<tui::BootableMachine::Report> BootableMachine::report(const tui::AnswerBook& book) {
  auto inputs = inputs_with(book);
  if (!inputs)
    return tl::unexpected(inputs.error());
  bool script = inputs->answers.sanboot_method == SanbootMethod::Script;
  Report report;
  report.sanboot = script ? bootable::script_of(*inputs) : bootable::dnsmasq_lines_of(*inputs);
  report.sanboot_path = places_of(script ? sanboot_script_path : sanboot_dnsmasq_path);
  auto publication = bootable::load_publication(inputs->installer);
  if (bootable::is_published(*inputs) && publication)
    report.published = bootable::sentence_of(*publication);
  return report;
}

} // namespace netroot::wizard
