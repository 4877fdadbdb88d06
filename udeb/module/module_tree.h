// SPDX-License-Identifier: GPL-2.0-or-later
// The modules of one kernel as they are installed: /lib/modules/RELEASE under a root
// (modules.dep(5), depmod(8)).
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include "system/runner.h"
#include "udeb/module/module_info.h"
#include <map>
#include <set>

namespace netroot {

class ModuleTree {
public:
  // Reads modules.builtin and the file names below; a missing tree is an empty one.
  ModuleTree(const RootDir& root, std::string release);

  const std::string& release() const { return release_; }
  bool is_builtin(const std::string& module) const { return builtin_.count(module) > 0; }
  // The machine path of an installed module, "" when there is none.
  std::string file_of(const std::string& module) const;
  // The vermagic that modules here have, "" when there are none that can be read.
  std::string vermagic() const;

  // One module to be installed: where in the kernel's tree ("kernel/drivers/block/aoe/aoe.ko") and
  // the ELF bytes.
  struct NewModule {
    std::string place;
    std::string bytes;
  };
  // Saves each, one rename per file, then `depmod -a`. Returns the machine paths. On failure the
  // files that were not there before are taken away again.
  Result<std::vector<std::string>> install(Runner& runner,
                                           const std::vector<NewModule>& modules) const;

private:
  Outcome save(const NewModule& module) const;
  Outcome depmod(Runner& runner) const;
  const RootDir& root_;
  std::string release_;
  std::string folder_; // "/lib/modules/RELEASE"
  std::set<std::string> builtin_;
  std::map<std::string, std::string> files_; // module name to machine path
};

} // namespace netroot
