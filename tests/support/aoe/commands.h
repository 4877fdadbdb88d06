// SPDX-License-Identifier: GPL-2.0-or-later
// One command each: turns a request into its answer, header and argument. False: no answer.
#pragma once
#include "tests/support/aoe/fabric.h"

namespace netroot::test {

// `data` holds the sectors of the answer, which it views.
bool answer_ata(FabricTarget& target, unsigned sectors_per_frame, aoe::Header& header,
                aoe::Ata& ata, aoe::Bytes& data);
bool answer_config(FabricTarget& target, unsigned sectors_per_frame, aoe::Header& header,
                   aoe::Config& config);
bool answer_mask(FabricTarget& target, aoe::Header& header, aoe::Mask& mask);
bool answer_reserve(FabricTarget& target, aoe::Header& header, aoe::Reserve& reserve);

} // namespace netroot::test
