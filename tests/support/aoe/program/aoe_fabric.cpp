// SPDX-License-Identifier: GPL-2.0-or-later
// aoe_fabric [OPTION]... INTERFACE...: AoE targets on network interfaces, for tests. Prints "ready"
// and answers until it is killed. Each target is on all interfaces.
#include "system/text.h"
#include "tests/support/aoe/fabric.h"
#include "tests/support/aoe/faults.h"
#include "udeb/aoe/packet_wire.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::Fabric;
using netroot::test::FabricTarget;
using netroot::test::Faults;
using netroot::test::FaultyLink;
using netroot::test::Strings;

namespace {

constexpr const char* usage = R"(usage: aoe_fabric [OPTION]... INTERFACE...
  --targets N          100 on a shelf, from e0.0 on (default 1)
  --sectors N          of each target (default 8192)
  --file FILE          what they hold, read only
  --buffers N          buffer count (default 16)
  --strings kept|strict|forgotten|refused
  --no-masks, --no-reserve
  --imposter SHELF.SLOT  a second server for that target, with half the sectors
  --lost, --twice, --wrong-tag, --foreign, --garbage N   of 1000 frames
  --delay MS
  --path-mtu N         longer frames do not pass, whatever the interfaces allow
)";

struct Options {
  size_t targets = 1;
  FabricTarget like;
  Faults faults;
  unsigned path_mtu = 65535;
  std::optional<Address> imposter;
  std::vector<std::string> interfaces;
};

[[noreturn]] void end(const std::string& why) {
  std::fprintf(stderr, "aoe_fabric: %s\n%s", why.c_str(), usage);
  std::exit(2);
}

unsigned long long number(const char* text) {
  auto value = parse_number(text ? text : "");
  return value ? *value : (end(std::string("no number: ") + (text ? text : "")), 0);
}

Strings strings_named(const std::string& name) {
  return name == "kept"        ? Strings::Kept
         : name == "strict"    ? Strings::KeptStrict
         : name == "forgotten" ? Strings::Forgotten
         : name == "refused"   ? Strings::Refused
                               : (end("--strings " + name), Strings::Kept);
}

Address address_named(const std::string& text) {
  auto parts = split(text, '.');
  if (parts.size() != 2)
    end("no SHELF.SLOT: " + text);
  return {static_cast<uint16_t>(number(parts[0].c_str())),
          static_cast<uint8_t>(number(parts[1].c_str()))};
}

void hold_file(FabricTarget& target, const char* path) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    end(std::string("cannot open ") + path);
  target.sectors = static_cast<uint64_t>(lseek(file, 0, SEEK_END)) / sector_size;
  target.read = [file](uint64_t lba, std::span<uint8_t> data) {
    return pread(file, data.data(), data.size(), static_cast<off_t>(lba * sector_size)) ==
           static_cast<ssize_t>(data.size());
  };
}

bool take_flag(Options& options, const std::string& name) {
  if (name == "--no-masks")
    options.like.knows_masks = false;
  else if (name == "--no-reserve")
    options.like.knows_reserve = false;
  else
    return false;
  return true;
}

void take_option(Options& options, const std::string& name, const char* value) {
  Faults& faults = options.faults;
  const std::pair<const char*, unsigned*> numbers[] = {
      {"--lost", &faults.lost},       {"--twice", &faults.twice},
      {"--foreign", &faults.foreign}, {"--wrong-tag", &faults.wrong_tag},
      {"--garbage", &faults.garbage}, {"--path-mtu", &options.path_mtu}};
  for (auto [known, place] : numbers)
    if (name == known) {
      *place = static_cast<unsigned>(number(value));
      return;
    }
  if (name == "--targets")
    options.targets = number(value);
  else if (name == "--sectors")
    options.like.sectors = number(value);
  else if (name == "--buffers")
    options.like.buffer_count = static_cast<uint16_t>(number(value));
  else if (name == "--delay")
    faults.delay = Milliseconds(number(value));
  else if (name == "--strings")
    options.like.strings = strings_named(value ? value : "");
  else if (name == "--file")
    hold_file(options.like, value ? value : "");
  else if (name == "--imposter")
    options.imposter = address_named(value ? value : "");
  else
    end("unknown option " + name);
}

Options parse(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    if (std::strncmp(words[i], "--", 2) != 0)
      options.interfaces.push_back(words[i]);
    else if (!take_flag(options, words[i])) {
      take_option(options, words[i], words[i + 1]);
      ++i;
    }
  }
  return options;
}

void fill(Fabric& fabric, const Options& options) {
  for (size_t i = 0; i < options.targets; ++i) {
    FabricTarget target = options.like;
    target.address = {static_cast<uint16_t>(i / 100), static_cast<uint8_t>(i % 100)};
    target.serial = std::to_string(i);
    fabric.add(std::move(target));
  }
  if (options.imposter) {
    FabricTarget target = options.like;
    target.address = *options.imposter;
    target.mac = Mac{{2, 0, 0, 0, 0xba, 0xd0}};
    target.sectors /= 2;
    fabric.add(std::move(target));
  }
  fabric.request_mtu = fabric.answer_mtu = options.path_mtu;
}

using Late = std::multimap<Clock::time_point, std::pair<size_t, Bytes>>;

void send_due(Wire& wire, Late& late) {
  while (!late.empty() && late.begin()->first <= wire.now()) {
    wire.send(late.begin()->second.first, late.begin()->second.second);
    late.erase(late.begin());
  }
}

Outcome serve(Wire& wire, Fabric& fabric, const Options& options) {
  FaultyLink link(options.faults);
  Late late;
  for (;;) {
    auto deadline = late.empty() ? Clock::time_point::max() : late.begin()->first;
    if (auto waited = wire.wait(deadline); !waited)
      return waited;
    while (auto received = wire.receive()) {
      if (link.loses())
        continue;
      for (Bytes& answer : fabric.answer(received->card, received->bytes))
        for (Bytes& arriving : link.carry(std::move(answer)))
          if (link.delay().count() == 0)
            wire.send(received->card, arriving);
          else
            late.emplace(wire.now() + link.delay(), std::pair(received->card, std::move(arriving)));
    }
    send_due(wire, late);
  }
}

} // namespace

int main(int count, char** words) {
  const Options options = parse(count, words);
  if (options.interfaces.empty())
    end("no interface");
  auto wire = PacketWire::open(options.interfaces);
  if (!wire)
    end(wire.error().text());
  Fabric fabric((*wire)->cards());
  fill(fabric, options);
  std::puts("ready");
  std::fflush(stdout);
  auto served = serve(**wire, fabric, options);
  end(served.error().text());
}
