// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/package.h"
#include "system/text.h"
#include "udeb/module/deb_stream.h"
#include "udeb/module/digest.h"
#include "udeb/size_text.h"
#include <chrono>

namespace netroot {
namespace {

constexpr size_t module_limit = 64 * 1024 * 1024; // the largest of Debian's is 12 MB unpacked
constexpr size_t md5sums_limit = 8 * 1024 * 1024;
constexpr std::chrono::milliseconds note_interval{250};

// "usr/lib/modules/RELEASE/PLACE" or "lib/modules/RELEASE/PLACE".
struct ModulePath {
  std::string release, place;
};
std::optional<ModulePath> module_path(std::string_view path) {
  if (path.starts_with("usr/"))
    path.remove_prefix(4);
  constexpr std::string_view top = "lib/modules/";
  if (!path.starts_with(top))
    return {};
  path.remove_prefix(top.size());
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || path.find("/../") != std::string_view::npos)
    return {};
  return ModulePath{std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

std::string without_packing(const std::string& place) {
  return place.substr(0, place.rfind(".ko") + 3);
}

// One reading of the package, for one set of wanted modules.
class Pass {
public:
  Pass(ByteSource& source, const ModuleTree& tree, const std::string& reference,
       const std::set<std::string>& wanted)
      : deb_(source), name_(source.name()), tree_(tree), reference_(reference), wanted_(wanted) {}

  struct Found {
    ModuleInfo info;
    ModuleTree::NewModule file;
  };
  Result<std::vector<Found>> run() {
    while (found_.size() < wanted_.size()) {
      const auto member = deb_.next();
      if (!member)
        return tl::unexpected(member.error());
      if (!*member)
        return missing();
      if (auto looked = look_at(**member); !looked)
        return tl::unexpected(looked.error());
    }
    return std::move(found_);
  }

private:
  Outcome look_at(const DebMember& member) {
    if (member.in_control)
      return member.path == "md5sums" ? keep_md5sums() : Outcome();
    const auto path = module_path(member.path);
    if (!path)
      return {};
    if (path->release != tree_.release())
      return failure(name_ + " holds the modules of kernel " + path->release +
                         ", but this kernel is " + tree_.release(),
                     "Use the package linux-image-" + tree_.release() + ".");
    const std::string module = module_name_of(path->place);
    return wanted_.count(module) == 0 ? Outcome() : take(member, path->place);
  }

  Outcome keep_md5sums() {
    auto text = deb_.content(md5sums_limit);
    if (!text)
      return tl::unexpected(text.error());
    md5sums_ = std::move(*text);
    return {};
  }

  // A stream that is left in the middle of an xz block has not reached the block's own checksum.
  Outcome check_md5(const DebMember& member, const std::string& bytes) const {
    const auto at = md5sums_.find("  " + member.path + "\n");
    if (at == std::string::npos || at < 32)
      return {};
    const std::string seen = digest_of(bytes, Digest::Kind::Md5);
    if (seen.empty() || md5sums_.compare(at - 32, 32, seen) == 0)
      return {};
    return failure(name_ + " is damaged: " + member.path + " does not match the package's md5sums",
                   "Copy or download the package again.");
  }

  Outcome take(const DebMember& member, const std::string& place) {
    auto bytes = deb_.content(module_limit);
    if (!bytes)
      return tl::unexpected(bytes.error());
    if (auto right = check_md5(member, *bytes); !right)
      return right;
    const std::string where = name_ + ": " + place;
    if (!place.ends_with(".ko"))
      bytes = unpack(*bytes, where, module_limit);
    if (!bytes)
      return tl::unexpected(bytes.error());
    auto info = parse_module_info(*bytes, where);
    if (!info)
      return tl::unexpected(info.error());
    if (auto fits = check_vermagic(*info, tree_.release(), reference_, where); !fits)
      return fits;
    found_.push_back({std::move(*info), {without_packing(place), std::move(*bytes)}});
    return {};
  }

  tl::unexpected<Error> missing() const {
    std::vector<std::string> names;
    for (const auto& name : wanted_) {
      bool there = false;
      for (const auto& found : found_)
        there = there || module_name_of(found.file.place) == name;
      if (!there)
        names.push_back(name + ".ko");
    }
    return failure(name_ + " has no " + join(names, ", ") + " under lib/modules/" + tree_.release(),
                   "Use the package linux-image-" + tree_.release() + ".");
  }

  DebStream deb_;
  std::string name_;
  const ModuleTree& tree_;
  const std::string& reference_;
  const std::set<std::string>& wanted_;
  std::string md5sums_;
  std::vector<Found> found_;
};

// Often enough to be seen moving, without a line for each piece.
HashedSource::Watch notes_to(Progress& progress, const std::string& name) {
  using Clock = std::chrono::steady_clock;
  const std::string file = name.substr(name.rfind('/') + 1);
  return [&progress, file, next = Clock::time_point()](uint64_t count,
                                                       std::optional<uint64_t> total) mutable {
    if (Clock::now() < next && count != total)
      return;
    next = Clock::now() + note_interval;
    progress.note(file + ": " + size_text(count) + (total ? " of " + size_text(*total) : ""));
  };
}

Result<std::vector<Pass::Found>> one_pass(const OpenPackage& open, const PackageCheck& check,
                                          const ModuleTree& tree, const std::string& reference,
                                          const std::set<std::string>& wanted, Progress* progress) {
  auto source = open();
  if (!source)
    return tl::unexpected(source.error());
  HashedSource hashed(**source);
  hashed.expect(check.size, check.told_by);
  if (progress != nullptr)
    hashed.watch(notes_to(*progress, hashed.name()));
  auto found = Pass(hashed, tree, reference, wanted).run();
  if (check.sha256.empty() || !found)
    return found;
  if (auto whole = hashed.check_whole(check.sha256, check.size, check.told_by); !whole)
    return tl::unexpected(whole.error());
  return found;
}

} // namespace

Result<std::vector<ModuleTree::NewModule>>
modules_from_package(const OpenPackage& open, const PackageCheck& check, const ModuleTree& tree,
                     const std::string& module, Progress* progress) {
  const std::string reference = tree.vermagic();
  std::vector<ModuleTree::NewModule> modules;
  std::set<std::string> known, wanted{module};
  while (!wanted.empty()) {
    auto found = one_pass(open, check, tree, reference, wanted, progress);
    if (!found)
      return tl::unexpected(found.error());
    known.insert(wanted.begin(), wanted.end());
    wanted.clear();
    for (auto& one : *found) {
      for (const auto& name : one.info.depends)
        if (known.count(name) == 0 && !tree.is_builtin(name) && tree.file_of(name).empty())
          wanted.insert(name);
      modules.insert(modules.begin(), std::move(one.file));
    }
  }
  return modules;
}

} // namespace netroot
