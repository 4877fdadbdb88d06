// SPDX-License-Identifier: GPL-2.0-or-later
// Step: one change of the machine that can say what it will do, tell whether it is done already,
// and be run again. A plan is an ordered list of them.
#pragma once
#include "system/result.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace netroot {

class Step {
public:
  virtual ~Step() = default;
  // What will change, as one sentence in the imperative ("load the aoe module"): the dry-run and
  // the progress bar show it.
  virtual std::string text() const = 0;
  // True when the machine is already as run() would leave it; then run() is not called.
  virtual Result<bool> done() = 0;
  virtual Outcome run() = 0;
  // Takes back what run() did, as far as it can be; for `netroot undo`.
  virtual Outcome undo() { return {}; }
};

// A Step made of functions, for changes too small to deserve a class.
std::unique_ptr<Step> step_of(std::string text, std::function<Result<bool>()> done,
                              std::function<Outcome()> run);

using Plan = std::vector<std::unique_ptr<Step>>;

// Where carry_out() says what it does; tui/ has the debconf and plain-text ones.
class Progress {
public:
  virtual ~Progress() = default;
  virtual void begin(const std::string& title, int steps) = 0;
  virtual void step(int number, const std::string& text) = 0; // number counts from 0
  virtual void note(const std::string& text) = 0; // a line below the step, may change often
  virtual void end() = 0;
};

// Runs the steps in order and stops at the first that fails; its text is put in front of the error.
Outcome carry_out(const Plan& plan, const std::string& title, Progress& progress);
// The texts, numbered, one a line, "(already done)" behind those that are; changes nothing.
Result<std::string> describe(const Plan& plan);
// undo() from the last step to the first; goes on after a failure and returns the first one.
Outcome take_back(const Plan& plan, Progress& progress);

} // namespace netroot
