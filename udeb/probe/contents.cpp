// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/probe/contents.h"
#include "system/text.h"
#include "udeb/size_text.h"
#include <map>

namespace netroot {
namespace {

constexpr size_t areas_in_short = 4;

// Names that say more than libblkid's.
std::string kind_text(const std::string& kind) {
  static const std::map<std::string, std::string> names = {{"LVM2_member", "LVM volume"},
                                                           {"LVM1_member", "LVM volume"},
                                                           {"linux_raid_member", "RAID member"},
                                                           {"crypto_LUKS", "encrypted (LUKS)"},
                                                           {"swsuspend", "swap (a system sleeps)"}};
  auto found = names.find(kind);
  return found == names.end() ? kind : found->second;
}

// Partition types that tell something where no file system was recognised. MBR: one byte; GPT:
// GUIDs of the UEFI specification and of the Discoverable Partitions Specification.
std::string type_text(const std::string& type) {
  static const std::map<std::string, std::string> names = {
      {"0x7", "Windows"},
      {"0x82", "Linux swap"},
      {"0x83", "Linux"},
      {"0x8e", "Linux LVM"},
      {"0xef", "EFI system"},
      {"0xfd", "Linux RAID"},
      {"0xee", "GPT"},
      {"c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "EFI system"},
      {"21686148-6449-6e6f-744e-656564454649", "BIOS boot"},
      {"0fc63daf-8483-4772-8e79-3d69d8477de4", "Linux"},
      {"0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", "Linux swap"},
      {"e6d6d379-f507-44c2-a23c-238f2a3df928", "Linux LVM"},
      {"a19d880f-05fc-4d3b-a006-743f0f84911e", "Linux RAID"},
      {"ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "Windows data"},
      {"e3c9e316-0b5c-4db8-817d-f92df00215ae", "Windows reserved"}};
  auto found = names.find(type);
  return found != names.end() ? found->second : type.size() > 4 ? std::string() : "type " + type;
}

std::string label_text(const Area& area) {
  return area.label.empty() ? std::string() : " \"" + area.label + "\"";
}

std::string unknown_text(const Area& area) {
  if (area.number == 0)
    return "unknown data";
  const std::string type = type_text(area.type);
  return "partition" + (type.empty() ? "" : " (" + type + ")");
}

std::string area_in_short(const Area& area) {
  return (area.kind.empty() ? unknown_text(area) : kind_text(area.kind)) + label_text(area);
}

std::string area_line(const Area& area, const std::string& disk) {
  std::string place =
      area.number == 0 ? "the whole disk" : disk + "p" + std::to_string(area.number);
  if (area.kind.empty() && area.number == 0)
    return "data that nobody recognises on " + place + ", " + size_text(area.bytes);
  if (area.kind.empty())
    return unknown_text(area) + label_text(area) + " " + place + ", " + size_text(area.bytes) +
           ", nothing recognised in it";
  return kind_text(area.kind) + label_text(area) + " on " + place + ", " + size_text(area.bytes);
}

std::string escaped(const std::string& value) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (char c : value) {
    auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 0x7f && c != '%')
      text += c;
    else
      text += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return text.empty() ? "%" : text; // a value is never no word
}

int hex_digit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string unescaped(std::string_view text) {
  std::string value;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      value += text[at];
      continue;
    }
    int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    if (high < 0 || low < 0)
      continue;
    value += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return value;
}

bool take_area(DiskContents& contents, const std::vector<std::string>& fields) {
  if (fields.size() != 6)
    return false;
  auto number = parse_number(fields[1]), bytes = parse_number(fields[2]);
  if (!number || !bytes)
    return false;
  contents.areas.push_back({static_cast<unsigned>(*number), *bytes, unescaped(fields[3]),
                            unescaped(fields[4]), unescaped(fields[5])});
  return true;
}

} // namespace

std::string contents_in_short(const DiskContents& contents) {
  if (contents.blank())
    return "blank";
  std::vector<std::string> parts;
  for (const Area& area : contents.areas)
    if (parts.size() < areas_in_short)
      parts.push_back(area_in_short(area));
  std::string text = join(parts, ", ");
  if (contents.areas.size() > areas_in_short)
    text += " +" + std::to_string(contents.areas.size() - areas_in_short);
  if (contents.table.empty())
    return text;
  return contents.table + (text.empty() ? ": no partitions" : ": " + text);
}

std::vector<std::string> contents_in_lines(const DiskContents& contents, const std::string& disk) {
  std::vector<std::string> all;
  if (!contents.table.empty())
    all.push_back("partition table: " + contents.table);
  for (const Area& area : contents.areas)
    all.push_back(area_line(area, disk));
  return all;
}

std::vector<std::string> look_to_lines(const DiskLook& look) {
  std::vector<std::string> all = {
      "model " + escaped(look.identity.model), "serial " + escaped(look.identity.serial),
      "firmware " + escaped(look.identity.firmware), "table " + escaped(look.contents.table)};
  for (const Area& area : look.contents.areas)
    all.push_back("area " + std::to_string(area.number) + " " + std::to_string(area.bytes) + " " +
                  escaped(area.kind) + " " + escaped(area.label) + " " + escaped(area.type));
  return all;
}

bool take_look_line(DiskLook& look, std::string_view line) {
  auto fields = words(line);
  if (!fields.empty() && fields[0] == "area")
    return take_area(look.contents, fields);
  if (fields.size() != 2)
    return false;
  const std::map<std::string, std::string*> places = {{"model", &look.identity.model},
                                                      {"serial", &look.identity.serial},
                                                      {"firmware", &look.identity.firmware},
                                                      {"table", &look.contents.table}};
  auto place = places.find(fields[0]);
  if (place == places.end())
    return false;
  *place->second = unescaped(fields[1]);
  return true;
}

} // namespace netroot
