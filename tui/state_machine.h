// SPDX-License-Identifier: GPL-2.0-or-later
// The walk through a dialog's states: forward where a state says, back to the state that was last
// shown. States that showed nothing (their question was preseeded, or is below the priority) are
// not on the way back, as in debconf's "backup".
#pragma once
#include "tui/asker.h"
#include <vector>

namespace netroot::tui {

// Where one state leads.
template <class State> struct Turn {
  State next{};
  bool back = false;  // to the last shown state; `next` does not count
  bool shown = false; // a person saw this state, and Back leads to it

  static Turn to(State state) { return {state, false, false}; }
  static Turn backwards() { return {State{}, true, false}; }
  // After a screen.
  static Turn after(Move move, State state) {
    return move == Move::Back ? backwards() : Turn{state, false, true};
  }
};

// Calls `turn_of(state)`, a Result<Turn<State>>, from `first` until `last` is reached. Error
// GoBack: back from the first shown state.
template <class State, class TurnOf> Outcome walk(State first, State last, TurnOf turn_of) {
  std::vector<State> trail;
  for (State state = first; state != last;) {
    Result<Turn<State>> turn = turn_of(state);
    if (!turn)
      return tl::unexpected(turn.error());
    if (!turn->back) {
      if (turn->shown)
        trail.push_back(state);
      state = turn->next;
      continue;
    }
    if (trail.empty())
      return go_back();
    state = trail.back();
    trail.pop_back();
  }
  return {};
}

} // namespace netroot::tui
