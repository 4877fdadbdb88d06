// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/program/attach_session.h"

namespace netroot {

Outcome begin(AttachSession& session, const Options& options, const Answers& answers,
              Front& front) {
  auto kernel = open_kernel(options.root);
  if (!kernel)
    return tl::unexpected(kernel.error());
  session.kernel = std::move(*kernel);
  auto installer = front.installer_answers(mirror_questions());
  if (!installer)
    return tl::unexpected(installer.error());
  if (front.debconf())
    session.questions.emplace(*front.debconf());
  session.job.emplace(AttachJob{options.root, session.runner, *session.kernel, front.progress(),
                                answers, module_sources(answers, *installer, options.root),
                                session.questions ? &*session.questions : nullptr, std::nullopt});
  session.job->open_wire = open_wire_of(options.root);
  return {};
}

} // namespace netroot
