// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/step_of.h"

namespace netroot::bootable {
namespace {

class FunctionStep : public Step {
public:
  FunctionStep(std::string text, std::function<Result<bool>()> done, std::function<Outcome()> run)
      : text_(std::move(text)), done_(std::move(done)), run_(std::move(run)) {}
  std::string text() const override { return text_; }
  Result<bool> done() override { return done_(); }
  Outcome run() override { return run_(); }

private:
  std::string text_;
  std::function<Result<bool>()> done_;
  std::function<Outcome()> run_;
};

} // namespace

std::unique_ptr<Step> step_of(std::string text, std::function<Result<bool>()> done,
                              std::function<Outcome()> run) {
  return std::make_unique<FunctionStep>(std::move(text), std::move(done), std::move(run));
}

} // namespace netroot::bootable
