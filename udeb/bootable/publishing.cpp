// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/publishing.h"
#include "grubfix/publish/publish.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/bootable/sanboot_files.h"
#include <algorithm>
#include <array>

namespace netroot::bootable {
namespace {

struct Field {
  std::string_view key;
  std::string Publication::*value;
};
constexpr std::array<Field, 4> fields = {{{"URL=", &Publication::url},
                                          {"ANSWER=", &Publication::answer},
                                          {"ERROR=", &Publication::error},
                                          {"HINT=", &Publication::hint}}};

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Outcome save_publication(const RootDir& installer, const Publication& publication) {
  std::string text;
  for (const Field& field : fields)
    text += std::string(field.key) + one_line(publication.*field.value) + "\n";
  if (auto made = make_dirs(installer, "/run/netroot"); !made)
    return made;
  return atomic_save(installer, published_path, text + "\n" + publication.script, {0600});
}

void tell(const BootableInputs& inputs, const Publication& publication) {
  std::string sentence = sentence_of(publication);
  publication.error.empty() ? log::info(sentence)
                            : log::warning(sentence + " (" + publication.hint + ")");
  if (inputs.progress)
    inputs.progress->note(sentence);
}

Publication send(const BootableInputs& inputs) {
  Publication publication{inputs.answers.sanboot_publish, script_of(inputs), "", "", ""};
  auto published = publish(publication.url, publication.script);
  if (published) {
    publication.answer = published->answer;
  } else {
    publication.error = published.error().what;
    publication.hint = published.error().hint;
  }
  return publication;
}

bool is_there_already(const BootableInputs& inputs) {
  auto last = load_publication(inputs.installer);
  return last && last->error.empty() && last->url == inputs.answers.sanboot_publish &&
         last->script == script_of(inputs);
}

} // namespace

std::optional<Publication> load_publication(const RootDir& installer) {
  auto text = read_file(installer, published_path);
  auto end = text ? text->find("\n\n") : std::string::npos;
  if (end == std::string::npos)
    return {};
  Publication publication;
  for (const std::string& line : lines(std::string_view(*text).substr(0, end)))
    for (const Field& field : fields)
      if (line.rfind(field.key, 0) == 0)
        publication.*field.value = line.substr(field.key.size());
  publication.script = text->substr(end + 2);
  return publication;
}

std::string sentence_of(const Publication& publication) {
  std::string url = shown_url(publication.url);
  if (!publication.error.empty())
    return "Not published at " + url + ": " + publication.error;
  return "Published at " + url + "; the server " +
         (publication.answer.empty() ? "took it." : "said: " + publication.answer);
}

Check check_publication(const Publication& publication) {
  if (publication.error.empty())
    return {Check::Level::Fine, "publishing", sentence_of(publication), ""};
  return {Check::Level::Warning, "publishing", sentence_of(publication),
          publication.hint + " Copy the script there by hand: it is saved in " +
              saved_for_a_person + "."};
}

bool is_published(const BootableInputs& inputs) {
  return inputs.answers.sanboot_method == SanbootMethod::Script &&
         !inputs.answers.sanboot_publish.empty();
}

std::unique_ptr<Step> publish_sanboot_script(const BootableInputs& inputs) {
  return step_of(
      "publish the sanboot script at " + shown_url(inputs.answers.sanboot_publish),
      [inputs]() -> Result<bool> { return is_there_already(inputs); },
      [inputs] {
        auto publication = send(inputs);
        tell(inputs, publication);
        return save_publication(inputs.installer, publication);
      });
}

} // namespace netroot::bootable
