// SPDX-License-Identifier: GPL-2.0-or-later
// A Step made of two functions, for changes too small to deserve a class.
#pragma once
#include "system/step.h"
#include <functional>
#include <memory>
#include <string>

namespace netroot::bootable {

std::unique_ptr<Step> step_of(std::string text, std::function<Result<bool>()> done,
                              std::function<Outcome()> run);

} // namespace netroot::bootable
