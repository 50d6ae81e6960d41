#pragma once
// What the attract loop shows at a moment: which slides, how far the next has faded in, the day's or the
// evening's view; and whether the kiosk has anything to offer at all. Pure; the times are the design's,
// sections 7.3 and 11.

#include "kiosk/app/state.h"

namespace kiosk::app {

// Between changes nothing moves; a change takes this long and is drawn at most this often.
constexpr base::Milliseconds kSlideFade(1200);
constexpr int kSlideFadeFrames = 18;

// The view fades first, the words below it after that. 1 is the slide on screen alone.
struct SlideChange {
  float view = 1, words = 1;
  std::optional<base::BootTime> next_frame;  // none: it is over
};
SlideChange slide_change(const State& state, base::BootTime now);

bool is_day(base::Timestamp wall);  // from 7:00 to 18:00 of Moroccan time

// Neither pages nor complaints: nothing can be done here at present.
bool is_out_of_service(const State& state);

}  // namespace kiosk::app
