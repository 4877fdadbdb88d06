// SPDX-License-Identifier: GPL-2.0-or-later
// The one place that knows which Catch2 is there: 2 on Debian 12, 3 on Debian 13.
#pragma once
#if NETROOT_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
#endif
