// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/archive_index.h"
#include "system/files.h"
#include "system/text.h"
#include "system/url.h"
#include "udeb/module/archive_reader.h"
#include "udeb/module/digest.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr size_t release_limit = 8 * 1024 * 1024;
constexpr size_t line_limit = 1024 * 1024;
constexpr std::string_view kernel_prefix = "linux-image-";

// "Key: value" -> value.
std::optional<std::string_view> field(std::string_view line, std::string_view key) {
  if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ':')
    return {};
  return trim(line.substr(key.size() + 1));
}

// Lines of a stream, without their newline.
class LineReader {
public:
  explicit LineReader(ByteSource& source) : source_(source) {}
  // Nothing at the end.
  Result<std::optional<std::string>> next() {
    for (;;) {
      if (const auto end = text_.find('\n', at_); end != std::string::npos) {
        std::string line = text_.substr(at_, end - at_);
        at_ = end + 1;
        return std::optional<std::string>(std::move(line));
      }
      text_.erase(0, std::exchange(at_, 0));
      const auto piece = source_.next();
      if (!piece)
        return tl::unexpected(piece.error());
      if (piece->empty())
        return text_.empty() ? std::nullopt : std::optional<std::string>(std::exchange(text_, {}));
      text_.append(*piece);
      if (text_.size() > line_limit + piece->size())
        return failure(source_.name() + " is no Packages index: it has a line without end",
                       "Use another mirror.");
    }
  }

private:
  ByteSource& source_;
  std::string text_;
  size_t at_ = 0;
};

// The stanzas of a Packages file, as far as they are about kernels.
class PackageSearch {
public:
  PackageSearch(const std::string& package, std::vector<std::string>& seen)
      : package_(package), seen_(seen) {}
  void line(std::string_view text) {
    if (text.empty())
      return end_of_stanza();
    if (const auto name = field(text, "Package"))
      name_ = *name;
    else if (name_ != package_)
      return;
    else if (const auto path = field(text, "Filename"))
      file_.path = *path;
    else if (const auto sha256 = field(text, "SHA256"))
      file_.sha256 = *sha256;
    else if (const auto size = field(text, "Size"))
      file_.size = parse_number(*size).value_or(0);
  }
  void end_of_stanza() {
    if (name_ == package_ && !found && !file_.path.empty() && file_.sha256.size() == 64)
      found = file_;
    else if (name_.starts_with(kernel_prefix) && name_.size() > kernel_prefix.size() &&
             name_[kernel_prefix.size()] >= '0' && name_[kernel_prefix.size()] <= '9' &&
             name_.find("-unsigned") == std::string::npos &&
             name_.find("-dbg") == std::string::npos)
      seen_.push_back(name_);
    name_.clear();
    file_ = {};
  }
  std::optional<IndexedFile> found;

private:
  const std::string& package_;
  std::vector<std::string>& seen_;
  std::string name_;
  IndexedFile file_;
};

// apt refuses these too: what stands outside of the signed part would look like a part of it.
bool is_one_signed_message(std::string_view text) {
  constexpr std::string_view begin = "-----BEGIN PGP SIGNED MESSAGE-----";
  return text.starts_with(begin) && text.find(begin, 1) == std::string_view::npos;
}

struct Verdict {
  bool good = false, bad = false;
  std::vector<std::string> unknown_keys;
};

// gpgv's status lines (gnupg's doc/DETAILS).
Verdict verdict_of(std::string_view status) {
  Verdict verdict;
  for (const auto& line : lines(status)) {
    const auto parts = words(line);
    if (parts.size() < 2 || parts[0] != "[GNUPG:]")
      continue;
    verdict.good = verdict.good || parts[1] == "GOODSIG";
    verdict.bad = verdict.bad || parts[1] == "BADSIG" || parts[1] == "REVKEYSIG";
    if (parts[1] == "NO_PUBKEY" && parts.size() > 2)
      verdict.unknown_keys.push_back(parts[2]);
  }
  return verdict;
}

Outcome check_suite(const ReleaseText& release, const ArchiveSuite& suite,
                    const std::string& name) {
  if (suite.suite == release.suite || suite.suite == release.codename)
    return {};
  return failure(name + " is the signed index of \"" + release.codename + "\" (" + release.suite +
                     "), not of \"" + suite.suite + "\"",
                 "Use another mirror; this one serves the wrong suite.");
}

Result<std::optional<IndexedFile>> search_packed(ByteSource& packed, const std::string& package,
                                                 std::vector<std::string>& seen) {
  auto reader = ArchiveReader::open(packed, ArchiveReader::Kind::Raw);
  if (!reader)
    return tl::unexpected(reader.error());
  const auto entry = (*reader)->next_entry();
  if (!entry)
    return tl::unexpected(entry.error());
  EntrySource unpacked(**reader, packed.name());
  return find_in_packages(unpacked, package, seen);
}

// What is found counts only when the SHA256 of the whole index is right. A changed or truncated one
// usually does not even unpack; then too the SHA256 says better what is wrong.
Result<std::optional<IndexedFile>> search_index(const std::string& url, const IndexedFile& index,
                                                const std::string& told_by,
                                                const std::string& package,
                                                const UrlOptions& options,
                                                std::vector<std::string>& seen) {
  auto source = open_url(url, options);
  if (!source)
    return tl::unexpected(source.error());
  HashedSource hashed(**source);
  hashed.expect(index.size, told_by);
  const auto found = search_packed(hashed, package, seen);
  if (auto whole = hashed.check_whole(index.sha256, index.size, told_by); !whole)
    return tl::unexpected(whole.error());
  return found;
}

std::string list_of(std::vector<std::string> kernels) {
  std::sort(kernels.begin(), kernels.end());
  kernels.erase(std::unique(kernels.begin(), kernels.end()), kernels.end());
  return kernels.empty() ? "no linux-image-VERSION at all" : join(kernels, ", ");
}

} // namespace

Result<std::string> archive_keyring(const RootDir& root) {
  for (const char* name :
       {"archive.gpg", "debian-archive-keyring.gpg", "debian-archive-keyring.pgp"}) {
    const std::string path = std::string("/usr/share/keyrings/") + name;
    if (exists(root, path))
      if (const auto file = root.follow(path))
        return file->string();
  }
  return failure(
      "no archive keyring in /usr/share/keyrings (archive.gpg, debian-archive-keyring.gpg)",
      "Install debian-archive-keyring, or give the package with netroot/module/path.");
}

Result<std::string> verified_release(Runner& runner, const std::string& keyring,
                                     const std::string& signed_text, const std::string& name) {
  const std::string hint = "Do not use this mirror before it is known why; nothing of it was used.";
  if (!is_one_signed_message(signed_text))
    return failure(name + " is not one signed text", hint);
  Command command;
  // The installer's clock may be behind the signature; debian-installer passes it over as well.
  command.argv = {
      "gpgv", "--ignore-time-conflict", "--keyring", keyring, "--status-fd", "2", "--output", "-"};
  command.input = signed_text;
  command.where = OnRealPaths{};
  const auto finished = runner.run(command);
  if (!finished)
    return tl::unexpected(finished.error());
  if (finished->exit_status == 127)
    return failure("gpgv is missing, so the signature of " + name + " cannot be checked",
                   "Load the udeb gpgv-udeb, or give the package with netroot/module/path.");
  const Verdict verdict = verdict_of(finished->err);
  if (verdict.bad)
    return failure(name + " has a BAD signature: the text was changed after it was signed", hint);
  if (!verdict.good && !verdict.unknown_keys.empty())
    return failure(name + " is signed by key " + join(verdict.unknown_keys, ", ") +
                       ", which is not in " + keyring,
                   "Use an official mirror, or an installer that knows the key of this archive.");
  if (!verdict.good || finished->out.empty())
    return failure(name + " has no good signature: " + last_lines(finished->err, 2), hint);
  return finished->out;
}

ReleaseText parse_release(std::string_view text) {
  ReleaseText release;
  bool in_sha256 = false;
  for (const auto& line : lines(text)) {
    if (!line.starts_with(" ")) {
      in_sha256 = line.starts_with("SHA256:");
      if (const auto suite = field(line, "Suite"))
        release.suite = *suite;
      if (const auto codename = field(line, "Codename"))
        release.codename = *codename;
      continue;
    }
    const auto parts = words(line);
    if (in_sha256 && parts.size() == 3 && parts[0].size() == 64)
      release.files[parts[2]] = {parts[2], parts[0], parse_number(parts[1]).value_or(0)};
  }
  return release;
}

Result<std::optional<IndexedFile>> find_in_packages(ByteSource& packages,
                                                    const std::string& package,
                                                    std::vector<std::string>& seen_kernels) {
  LineReader reader(packages);
  PackageSearch search(package, seen_kernels);
  for (;;) {
    const auto line = reader.next();
    if (!line)
      return tl::unexpected(line.error());
    if (!*line)
      break;
    search.line(**line);
  }
  search.end_of_stanza();
  return search.found;
}

Result<IndexedFile> find_in_archive(const std::string& keyring, Runner& runner,
                                    const ArchiveSuite& suite, const std::string& package,
                                    const UrlOptions& options) {
  const std::string dists = suite.url + "/dists/" + suite.suite;
  const std::string shown = shown_url(dists);
  const auto signed_text = fetch_url(dists + "/InRelease", options, release_limit);
  if (!signed_text)
    return tl::unexpected(signed_text.error());
  const auto text = verified_release(runner, keyring, *signed_text, shown + "/InRelease");
  if (!text)
    return tl::unexpected(text.error());
  const ReleaseText release = parse_release(*text);
  if (auto right = check_suite(release, suite, shown + "/InRelease"); !right)
    return tl::unexpected(right.error());
  for (const char* packing : {".xz", ".gz"}) {
    const auto index = release.files.find(std::string("main/binary-amd64/Packages") + packing);
    if (index == release.files.end())
      continue;
    std::vector<std::string> seen;
    auto found = search_index(dists + "/" + index->first, index->second, shown + "/InRelease",
                              package, options, seen);
    if (!found)
      return tl::unexpected(found.error());
    if (!*found)
      return failure(
          shown + " has " + list_of(seen) + ", but not " + package,
          "An archive keeps only its newest kernels: use an installer of the current point "
          "release, or give the .deb of this kernel with netroot/module/path or url.");
    (*found)->path = suite.url + "/" + (*found)->path;
    return **found;
  }
  return failure(shown + "/InRelease lists no main/binary-amd64/Packages.xz",
                 "Use another mirror.");
}

} // namespace netroot
