// SPDX-License-Identifier: GPL-2.0-or-later
// The signed chain of a Debian archive (wiki.debian.org/DebianRepository/Format): InRelease, signed
// by a key of the installer's keyring, holds the SHA256 of Packages, which holds that of each .deb.
#pragma once
#include "system/runner.h"
#include "udeb/module/module.h"
#include "udeb/module/url_source.h"
#include <map>

namespace netroot {

// A file as an index tells it.
struct IndexedFile {
  std::string path; // below dists/SUITE/ for a Release, below the archive for Packages
  std::string sha256;
  uint64_t size = 0; // bytes
};

// The text of an InRelease that gpgv(1) found good: a signature by a key in `keyring` and none that
// is bad. Signatures by keys that are not in the keyring are passed over, as apt does: archives are
// signed by several. Error: no signed text, bad signature (with gpgv's words), no key for it, gpgv
// missing.
Result<std::string> verified_release(Runner& runner, const std::string& keyring,
                                     const std::string& signed_text, const std::string& name);

// The keyring of the installer (or of the system) under the root, as a path for gpgv: archive.gpg,
// then debian-archive-keyring.gpg and .pgp in /usr/share/keyrings. Error when there is none.
Result<std::string> archive_keyring(const RootDir& root);

struct ReleaseText {
  std::string suite, codename;
  std::map<std::string, IndexedFile> files; // of its SHA256 section
};
ReleaseText parse_release(std::string_view text);

// The stanza of a package in a Packages file that is read as a stream; the first one counts.
// Nothing when there is none; then `seen_kernels` has the other linux-image-VERSION packages that
// are there.
Result<std::optional<IndexedFile>> find_in_packages(ByteSource& packages,
                                                    const std::string& package,
                                                    std::vector<std::string>& seen_kernels);

// All of the chain for one package of `suite`; the returned path is its URL.
Result<IndexedFile> find_in_archive(const std::string& keyring, Runner& runner,
                                    const ArchiveSuite& suite, const std::string& package,
                                    const UrlOptions& options);

} // namespace netroot
