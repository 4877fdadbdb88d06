// SPDX-License-Identifier: GPL-2.0-or-later
// A machine that is played: sysfs as files, a clock that only waiting moves on, links and targets
// that come and go at the second the test says.
#pragma once
#include "tests/unit/temporary_root.h"
#include "udeb/attach/attach.h"
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace netroot::test {

// Keeps what was said, for tests that look at it.
class QuietProgress : public Progress {
public:
  void begin(const std::string&, int) override {}
  void step(int, const std::string&) override {}
  void note(const std::string& text) override { notes.push_back(text); }
  void end() override {}
  std::vector<std::string> notes;
};

class PlayedKernel : public Kernel {
public:
  explicit PlayedKernel(const TemporaryRoot& machine) : machine_(machine) {}
  Clock::time_point now() override { return now_; }
  Outcome set_link(const std::string& interface, bool up) override {
    if (interface == broken)
      return failure("cannot set " + interface + " up: Input/output error");
    changes.push_back(interface + (up ? " up" : " down"));
    machine_.put("/sys/class/net/" + interface + "/flags", up ? "0x1003\n" : "0x1002\n");
    return {};
  }
  Result<bool> has_address(const std::string& interface) override {
    return addressed.count(interface) == 1;
  }
  Outcome wait_for_change(Clock::time_point deadline) override {
    auto next = events_.empty() ? deadline : std::min(deadline, events_.begin()->first);
    now_ = std::max(now_, next);
    while (!events_.empty() && events_.begin()->first <= now_) {
      events_.begin()->second();
      events_.erase(events_.begin());
    }
    return {};
  }
  Outcome reread_partitions(const std::string& device) override {
    changes.push_back("reread " + device.substr(machine_.path().string().size()));
    return {};
  }

  // `event` happens once this many milliseconds have been waited.
  void after(int milliseconds, std::function<void()> event) {
    events_.emplace(Clock::time_point() + std::chrono::milliseconds(milliseconds),
                    std::move(event));
  }
  long waited_ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(now_.time_since_epoch()).count();
  }
  std::vector<std::string> changes;
  std::set<std::string> addressed;
  std::string broken; // an interface that cannot be set up

private:
  const TemporaryRoot& machine_;
  Clock::time_point now_{};
  std::multimap<Clock::time_point, std::function<void()>> events_;
};

class PlayedQuestions : public InstallerQuestions {
public:
  Result<std::string> get(const std::string& question) override { return values[question]; }
  Outcome set(const std::string& question, const std::string& value) override {
    values[question] = value;
    return {};
  }
  std::map<std::string, std::string> values;
};

struct PlayedMachine {
  TemporaryRoot machine;
  PlayedKernel kernel{machine};
  PlayingRunner runner;
  QuietProgress progress;
  PlayedQuestions questions;
  DiskLook look; // what is found on every disk
  AttachJob job{machine.root(),
                runner,
                kernel,
                progress,
                Answers{},
                ModuleSources{},
                nullptr,
                {},
                [this](const RootDir&, const TargetName&, DiskLook& found) {
                  found = look;
                  return Outcome();
                }};

  PlayedMachine() {
    machine.put("/dev/etherd/discover", "");
    machine.put("/dev/etherd/interfaces", "");
    machine.put("/sys/module/aoe/parameters/aoe_iflist", "\n");
  }
  void add_link(const std::string& name, bool up, bool carrier) {
    std::string folder = "/sys/class/net/" + name;
    machine.put(folder + "/type", "1\n");
    machine.put(folder + "/address", "52:54:00:12:34:56\n");
    machine.put(folder + "/flags", up ? "0x1003\n" : "0x1002\n");
    machine.put(folder + "/device/vendor", "0x8086\n");
    set_carrier(name, carrier);
  }
  void set_carrier(const std::string& name, bool carrier) {
    machine.put("/sys/class/net/" + name + "/carrier", carrier ? "1\n" : "0\n");
  }
  void add_target(const std::string& name, unsigned long long mebibytes = 4096,
                  const std::string& state = "up", const std::string& interface = "ens3") {
    std::string folder = "/sys/block/etherd!" + name;
    machine.put(folder + "/size", std::to_string(mebibytes * 2048) + "\n");
    machine.put(folder + "/mac", "22a2d701e9ca\n");
    machine.put(folder + "/netif", interface + "\n");
    machine.put(folder + "/state", state + "\n");
    machine.put("/dev/etherd/" + name, "");
  }
};

} // namespace netroot::test
