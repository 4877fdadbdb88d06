// SPDX-License-Identifier: GPL-2.0-or-later
// An installer and its /target in a scratch folder, with commands that are played.
#pragma once
#include "tests/unit/temporary_root.h"
#include "udeb/bootable/plan.h"
#include <memory>
#include <string>
#include <vector>

namespace netroot::test {

class Scene {
public:
  Scene() : runner(*PlayingRunner::from("")) {
    std::filesystem::create_directories(installer.path() / "target");
    mount_root("/dev/etherd/e0.0p1");
  }

  void mount_root(const std::string& device, const std::string& more = "") {
    installer.put("/proc/mounts", "proc /proc proc rw 0 0\n" + device + " " + target_folder() +
                                      " ext4 rw 0 0\n" + more);
  }
  std::string target_folder() const { return target().directory().string(); }
  RootDir target() const { return *RootDir::target(installer.root().at("/target")); }
  void put_in_target(const std::string& path, const std::string& bytes) const {
    installer.put("/target" + path, bytes);
  }
  std::string get_from_target(const std::string& path) const {
    return installer.get("/target" + path);
  }
  BootableInputs inputs() { return {installer.root(), target(), *runner, Answers{}, disk}; }
  // What dpkg-query will say of exactly these packages: "aoetools installed 36-6\n".
  void expect_dpkg(const std::vector<std::string>& packages, const std::string& says) {
    std::vector<std::string> argv = {"dpkg-query", "-W", "-f",
                                     "${Package} ${db:Status-Status} ${Version}\\n"};
    argv.insert(argv.end(), packages.begin(), packages.end());
    Finished finished;
    finished.out = says;
    finished.exit_status = says.empty() ? 1 : 0;
    runner->expect(argv, finished);
  }

  TemporaryRoot installer;
  AttachedDisk disk{"e0.0", "/dev/etherd/e0.0", "/dev/sda", "ens3", "52:54:00:12:34:56"};
  std::unique_ptr<PlayingRunner> runner;
};

inline Finished says(const std::string& out, int exit_status = 0) {
  Finished finished;
  finished.out = out;
  finished.exit_status = exit_status;
  return finished;
}

} // namespace netroot::test
