// SPDX-License-Identifier: GPL-2.0-or-later
// The aoe driver for the installer's kernel. Neither debian-installer's initrd nor any udeb has
// aoe.ko; only the package linux-image-$(uname -r) does. This is what `netroot attach` and
// `netroot module` call; the parts behind it have headers of their own in this folder.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include "system/runner.h"
#include "system/step.h"
#include "udeb/answers.h"
#include <string>
#include <vector>

namespace netroot {

// One suite of a Debian archive: URL/dists/SUITE/InRelease must exist.
struct ArchiveSuite {
  std::string url;   // "http://deb.debian.org/debian", without a slash at the end
  std::string suite; // "trixie", "trixie-security"
};

// Everything that decides where the module may come from.
struct ModuleSources {
  ModuleSource kind = ModuleSource::Auto; // Auto tries media, path, url, archive in this order
  std::string path;                       // a .deb, or a folder in or under which it lies; as
                                          // open(2) takes it, the root already in front
  std::string url;                        // of the .deb: http, https, tftp, file
  std::string sha256;                     // of the .deb at `url`, 64 hex digits
  bool unchecked = false;                 // `url` is accepted without sha256
  std::vector<ArchiveSuite> archive;      // tried in order
  std::string proxy;                      // for http and https; empty: the environment's http_proxy
};

// The questions of debian-installer (not ours) that tell its mirror: ask debconf for each and hand
// the values over as `installer` below. An --answers file may hold them too.
const std::vector<std::string>& mirror_questions();

// Sources for `netroot attach`. The suite is mirror/suite, else the first word of
// /etc/default-release, else "stable"; its -security suite at apt-setup/security_host is added, for
// the kernel of the installer may be there only. Without mirror/http/hostname (or the https one)
// the archive is http://deb.debian.org/debian.
ModuleSources module_sources(const Answers& answers, const RawAnswers& installer,
                             const RootDir& root);

// Sources for `netroot module --from FROM`: "archive", something with "://", or a path of this
// machine (absolute, or relative to the working directory). Error (Usage) when a path is neither
// folder nor file.
Result<ModuleSources> module_sources_from(const std::string& from, const Answers& answers,
                                          const RawAnswers& installer, const RootDir& root);

// $(uname -r), from /proc/sys/kernel/osrelease under the root.
Result<std::string> running_kernel(const RootDir& root);

struct InstalledModule {
  std::string source;             // "/cdrom/pool/…/linux-image-…_amd64.deb", a URL
  std::vector<std::string> files; // machine paths, what others need first, aoe.ko last
};

// Finds linux-image-KERNEL, takes aoe.ko and the modules it needs out of it, refuses those of
// another kernel, saves them uncompressed under /lib/modules/KERNEL/kernel/… and runs `depmod -a`.
// Loads nothing. Nothing is written before every check (hash, signature, vermagic) has passed. The
// error names each source that was tried. `progress` may be null. depmod and gpgv work on files
// alone, and are run here with real paths (OnRealPaths) whatever folder `root` is.
Result<InstalledModule> install_aoe_module(const RootDir& root, Runner& runner,
                                           const std::string& kernel, const ModuleSources& sources,
                                           Progress* progress = nullptr);

// True when the driver is in the running kernel: loaded, or built in.
bool aoe_is_loaded(const RootDir& root);

// Step 1 of `netroot attach`. done(): aoe_is_loaded(). run(): modprobe; when that fails,
// install_aoe_module() and modprobe again. undo(): modprobe -r where the driver is
// loaded, which the kernel refuses while a disk is in use; the file stays. modprobe is a program of
// the machine: with a root other than "/", `runner` is to run it there.
class LoadAoeModule : public Step {
public:
  // References are kept. `progress` (may be null) gets note()s about the download.
  LoadAoeModule(const RootDir& root, Runner& runner, ModuleSources sources,
                Progress* progress = nullptr);
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  Outcome modprobe();
  const RootDir& root_;
  Runner& runner_;
  ModuleSources sources_;
  Progress* progress_;
};

} // namespace netroot
