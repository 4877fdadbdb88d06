// SPDX-License-Identifier: GPL-2.0-or-later
// Interrupts: SIGINT, SIGTERM and SIGHUP (a terminal that went away), or a person who cancels on a
// screen, end what is being waited for instead of the process.
#pragma once

namespace netroot {

// The signals call interrupt(); a second SIGINT or SIGTERM ends the process. SIGHUP stays ignored
// where it was.
void catch_interrupts();
// Async-signal-safe, and from any thread.
void interrupt();
bool was_interrupted();
// What was interrupted has ended; the next work starts fresh.
void clear_interrupt();
// Readable (poll(2)) from interrupt() until clear_interrupt(); -1 when none could be had.
int interrupt_descriptor();

} // namespace netroot
