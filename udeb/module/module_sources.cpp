// SPDX-License-Identifier: GPL-2.0-or-later
// Which sources there are: from the answers, from debian-installer's own questions, from --from.
#include "system/files.h"
#include "system/text.h"
#include "udeb/module/module.h"
#include "udeb/module/url_source.h"
#include <algorithm>
#include <cctype>
#include <filesystem>

namespace netroot {
namespace {

std::string value_of(const RawAnswers& answers, const std::string& question,
                     const std::string& otherwise) {
  const auto found = answers.find(question);
  return found == answers.end() || found->second.empty() ? otherwise : found->second;
}

std::string without_slash(std::string text) {
  while (text.ends_with("/"))
    text.pop_back();
  return text;
}

std::string installer_suite(const RawAnswers& installer, const RootDir& root) {
  const auto released = read_line(root, "/etc/default-release");
  const auto names = released ? words(*released) : std::vector<std::string>();
  return value_of(installer, "mirror/suite", names.empty() ? "stable" : names.front());
}

// choose-mirror keeps its answers under mirror/PROTOCOL/.
std::vector<ArchiveSuite> installer_archive(const RawAnswers& installer, const RootDir& root) {
  const std::string suite = installer_suite(installer, root);
  const std::string protocol = value_of(installer, "mirror/protocol", "http");
  const std::string host =
      value_of(installer, "mirror/" + protocol + "/hostname", "deb.debian.org");
  const std::string folder = value_of(installer, "mirror/" + protocol + "/directory", "/debian");
  std::vector<ArchiveSuite> archive{{without_slash(protocol + "://" + host + folder), suite}};
  if (suite == "sid" || suite == "unstable")
    return archive;
  const std::string security_host =
      value_of(installer, "apt-setup/security_host", "security.debian.org");
  const std::string security_path =
      value_of(installer, "apt-setup/security_path", "/debian-security");
  archive.push_back(
      {without_slash("http://" + security_host + security_path), suite + "-security"});
  return archive;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

} // namespace

const std::vector<std::string>& mirror_questions() {
  static const std::vector<std::string> questions{
      "mirror/protocol",         "mirror/suite",       "mirror/http/hostname",
      "mirror/http/directory",   "mirror/http/proxy",  "mirror/https/hostname",
      "mirror/https/directory",  "mirror/https/proxy", "apt-setup/security_host",
      "apt-setup/security_path",
  };
  return questions;
}

ModuleSources module_sources(const Answers& answers, const RawAnswers& installer,
                             const RootDir& root) {
  ModuleSources sources;
  sources.kind = answers.module_source;
  if (!answers.module_path.empty()) {
    const auto path = root.follow(answers.module_path);
    sources.path = path ? path->string() : root.at(answers.module_path).string();
  }
  sources.url = answers.module_url;
  sources.sha256 = lower(answers.module_sha256);
  sources.unchecked = answers.module_unchecked;
  sources.archive = installer_archive(installer, root);
  const std::string protocol = value_of(installer, "mirror/protocol", "http");
  sources.proxy = value_of(installer, "mirror/" + protocol + "/proxy", "");
  return sources;
}

Result<ModuleSources> module_sources_from(const std::string& from, const Answers& answers,
                                          const RawAnswers& installer, const RootDir& root) {
  ModuleSources sources = module_sources(answers, installer, root);
  if (from == "archive") {
    sources.kind = ModuleSource::Mirror;
    return sources;
  }
  if (is_url(from)) {
    sources.kind = ModuleSource::Url;
    sources.url = from;
    return sources;
  }
  std::error_code error;
  const auto status = std::filesystem::status(from, error);
  if (!std::filesystem::is_directory(status) && !std::filesystem::is_regular_file(status))
    return usage_error("\"" + from + "\" is neither a folder nor a .deb on this machine",
                       "Give a folder, a linux-image .deb, a URL, or the word archive.");
  sources.kind = ModuleSource::Path;
  sources.path = from;
  return sources;
}

} // namespace netroot
