#pragma once
// What the staff's pages share: the dark header with the way out, the four steps of an update, cards, and
// the words for reason codes. Internal to kiosk/screens.

#include <array>
#include <span>

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// The header of section 9, "staff": mark, who and where, clock, and the button that leaves.
void staff_header(Context& context);
// Key, check, review, install; its height with the room below it.
float staff_steps(Context& context, const ui::Box& box, std::size_t step);

PageOptions staff_page(std::string title);
// The same, with one part that scrolls.
PageOptions scrolling_page(std::string title);
// Its one thing to do, with an icon that has no direction.
Primary primary_of(std::string id, std::string label, std::string_view icon, bool busy = false);
void open_page(const Context& context, app::Screen screen);

constexpr float kStaffGap = 20;       // between cards
constexpr float kStaffMessage = 110;  // a message's least height

// The page that a reason speaks of, "article/governance (fr)"; what is wrong with it is for the log.
std::string page_of(std::string_view reason);
// The sentence of section 15.3 for a reason code, with what belongs into it.
std::string refusal_words(const Context& context, const std::string& code, const std::string& file,
                          std::int64_t missing_mb);
// How a stick is called here, and why it cannot be read or written (E-USB-04 to 06).
std::string stick_name(const Context& context, std::uint64_t plug);
std::string stick_problem(const Context& context, const std::string& code);
// From no stick to packs that are found.
std::array<std::string, 3> stick_steps(const Context& context);
// What a network's or the outbox's reason code means, for staff.
std::string reason_words(const Context& context, const std::string& code);
// What staff read to the IT service for a reason code, the same in every language; platform/deploy/README.md
// lists them. Empty where the sentence says all.
std::string code_words(std::string_view reason);
std::string with_code(const std::string& words, std::string_view reason);
// "95,0 Mo", whole in any line.
std::string size_words(const Context& context, std::uint64_t bytes);
std::string version_text(const app::State& state);
// "7F3A 91C2 ...", left to right.
std::string fingerprint(std::string_view key);
// "3 min", "2 h", "5 d"; in Arabic as it stands after "since".
std::string span_text(const Context& context, base::Milliseconds span);
// The time, or the day where it is not today's.
std::string moment_text(const Context& context, base::Timestamp at);

// What cards and summary must not tell apart: whether the desk answers, why no complaint can be kept (a
// reason code), whether complaints wait too long.
enum class DeskLine { unnamed, cut, heard, untried };
DeskLine desk_line(const app::Kiosk& kiosk);
std::string store_problem(const app::Kiosk& kiosk);
// "the store of complaints is 56% full"
std::string store_fill_words(const Context& context, int percent);
bool is_queue_late(const app::State& state);

// The part of its size at which words of a card stay on one line; 1 where that would make them too small.
float one_line(ui::Interface& ui, std::string_view words, float width, const ui::TextOptions& options);

// A white card: icon, a name, and what is so. Without an id it is only read.
struct Fact {
  std::string_view id, icon;
  std::string name, value;
  ui::Tone tone = ui::Tone::information;
};
void fact(Context& context, Flow& flow, const Fact& one);

// Under a card that can be touched; with an edge where something is wrong.
void staff_card_ground(Context& context, const ui::Box& box, const ui::Control& control, ui::Tone tone,
                       float radius);
int used_percent(const app::Checkup::Disk& disk);
// Parts of the status page, staff_health.cpp: their heights; 0 where the disk is not known.
float staff_health(Context& context, const ui::Box& at, float least, ui::Drawing drawing);
float staff_disk(Context& context, const ui::Box& at, ui::Drawing drawing);

// What to do, in order.
void numbered_steps(Context& context, Flow& flow, std::span<const std::string> steps);

}  // namespace kiosk::screens
