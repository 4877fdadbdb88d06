// SPDX-License-Identifier: GPL-2.0-or-later
// /boot/grub/device.map: which disk GRUB calls (hd0). One "(DRIVE) DEVICE" a line; lossless like
// menu.lst. update-grub and the grub shell read it; a booted GRUB does not.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

class DeviceMap {
public:
  static DeviceMap parse(std::string_view bytes);
  std::string text() const;

  // "hd0" gives "/dev/etherd/e0.0".
  std::optional<std::string> device(std::string_view drive) const;
  // Makes `drive` mean `device`, and nothing else mean it: other lines that name the same device go
  // (GRUB's tools take the first). A missing line is put in front. True when a byte changed.
  bool set(std::string_view drive, std::string_view device);

private:
  struct Line {
    std::string before; // up to the device: indent, "(hd0)", blanks
    std::string drive;  // "hd0"; empty for comments, empty lines and what is not understood
    std::string device;
    std::string after; // blanks and the line's ending
  };
  static Line parse_line(std::string_view line);
  std::vector<Line> lines_;
};

} // namespace netroot
