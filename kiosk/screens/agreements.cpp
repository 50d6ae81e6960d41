// 06: the agreements along the years, by period, field and partner.

#include <algorithm>
#include <cmath>

#include "kiosk/screens/reading.h"
#include "kiosk/screens/timeline.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr const char* kScroll = "page";
constexpr float kSegments = 108, kChip = 84, kChipGap = 12, kBlock = 16;
constexpr float kBars = 108, kFewestBars = 60, kTallBars = 240, kNoteGap = 20;
// Landscape: what is chosen at the start, the list at the end.
constexpr float kColumn = 968, kColumnGap = 36;

// --- the choice: period, years, field, partner ---

void period_segments(Context& context, const Box& box, const content::Period& shown) {
  const std::vector<content::Period>& periods = context.catalogue()->contents().periods;
  std::vector<ui::SegmentPart> parts;
  std::size_t selected = 0;
  for (const content::Period& one : periods) {
    if (one.slug == shown.slug) selected = parts.size();
    parts.push_back({base::cat("period.", one.slug),
                     app::years_text(context.language(), one.first_year, one.last_year),
                     {}});
  }
  if (const auto chosen = ui::segments(context.ui, box, parts, selected, ui::Accent::teal)) {
    app::AgreementChoice choice = context.state.agreements;
    choice.period = periods[*chosen].slug;
    context.emit(app::intent::ShowAgreements{choice});
  }
}

struct Filter {
  std::string id, label;
  std::string_view icon;
  std::optional<content::Agreement::Field> field;
  bool selected = false;
  Box box{};
};

std::vector<Filter> filters(const Context& context) {
  const app::AgreementChoice& choice = context.state.agreements;
  std::vector<Filter> all;
  all.push_back({"field.all", context.t("All fields", "All"), {}, std::nullopt, !choice.field});
  for (const FieldLook& look : kAgreementFields) {
    all.push_back({base::cat("field.", look.slug), context.t(look.words), look.icon, look.field,
                   choice.field == look.field});
  }
  const content::LocalText* partner = app::partner_chosen(context.state);
  const std::string name =
      partner == nullptr ? context.t("All partners", "All") : partner->in(context.language());
  all.push_back({"partner", app::fill_in(context.t("Partner: {name}"), {{"name", name}}), "handshake",
                 std::nullopt, !choice.partner.empty()});
  return all;
}

// Widths of the chips; a row of fields that is a little too wide is drawn closer.
void measure_filters(Context& context, float width, std::vector<Filter>& all) {
  constexpr float kArrow = 52, kCloser = 24;  // the partner's arrow; what a chip may lose
  float fields = 0;
  for (Filter& one : all) {
    ui::ButtonOptions look;
    look.selected = true;  // the check has its room, so that nothing moves when it appears
    one.box.width = std::min(width, ui::chip_width(context.ui, one.label, look));
    fields += one.box.width + kChipGap;
  }
  fields -= all.back().box.width + 2 * kChipGap;
  all.back().box.width = std::min(width, all.back().box.width + kArrow);
  const float closer = (fields - width) / static_cast<float>(all.size() - 1);
  if (closer <= 0 || closer > kCloser) return;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) all[i].box.width -= closer;
}

// The fields as chips on as many rows as they need, each row filled; the partner, the last one, takes what
// their last row leaves, or a row of its own. Answers where they end.
float place_filters(Context& context, const Box& box, std::vector<Filter>& all) {
  measure_filters(context, box.width, all);
  const float height = kChip * context.ui.size_factor(Type::label);
  float top = box.top, used = 0;
  std::size_t from = 0;  // of the row
  const auto end_row = [&](std::size_t to, float spare) {
    float start = box.start;
    for (std::size_t i = from; i < to; ++i) {
      all[i].box = {start, top, all[i].box.width + spare, height};
      start += all[i].box.width + kChipGap;
    }
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > from && used + all[i].box.width > box.width + 1) {
      end_row(i, (box.width - used + kChipGap) / static_cast<float>(i - from));
      from = i;
      used = 0;
      top += height + kChipGap;
    }
    used += all[i].box.width + kChipGap;
  }
  end_row(all.size(), 0);
  all.back().box.width = box.end() - all.back().box.start;
  return top + height;
}

float filters_height(Context& context, float width) {
  std::vector<Filter> all = filters(context);
  return place_filters(context, {0, 0, width, 0}, all);
}

void draw_filters(Context& context, const Box& box) {
  std::vector<Filter> all = filters(context);
  place_filters(context, box, all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Filter& one = all[i];
    const bool partner = i + 1 == all.size();
    ui::ButtonOptions look;
    look.icon = one.icon;
    look.selected = one.selected;
    look.pill = true;
    if (!partner && ui::chip(context.ui, one.id, one.box, one.label, look)) {
      app::AgreementChoice choice = context.state.agreements;
      choice.field = one.field;
      context.emit(app::intent::ShowAgreements{choice});
    }
    look.opens = true;
    if (partner && ui::chip(context.ui, one.id, one.box, one.label, look))
      context.emit(app::intent::Open{{app::Screen::partners, {}, 0}});
  }
}

// --- where everything stands ---

struct Places {
  Box segments, bars, filters, note, list, count;  // one without a width: it scrolls with the list
  Bars touch = Bars::touched;
};

constexpr float kLeastList = 400;  // less than that, and the filters scroll with it

// What is chosen and the list, in one column; the years and the note are only read in the upper half where
// the controls are kept in reach.
Places portrait_places(Context& context, const PageResult& page, float note) {
  ui::Interface& ui = context.ui;
  const Box& content = page.content;
  const bool low = page.is_split();
  const bool large = ui.size_factor(Type::label) > 1.3F;
  const float foot = histogram_foot(ui);
  Places places;
  places.count = page.count;
  places.segments = {content.start, content.top, content.width, kSegments};
  float top = places.segments.bottom() + kBlock;
  if (low) {
    places.touch = Bars::looked_at;
    const float height = std::min(kTallBars + foot, page.reading.height - note - kBlock);
    places.bars = {content.start, page.reading.top, content.width, std::max(0.0F, height)};
    places.note = {content.start, places.bars.bottom() + kBlock, content.width, note};
  } else {
    places.bars = {content.start, top, content.width, (large ? kFewestBars : kBars) + foot};
    top = places.bars.bottom() + kBlock;
  }
  const float filters = filters_height(context, content.width);
  if (content.bottom() - top - filters - kBlock >= kLeastList * ui.size_factor(Type::label)) {
    places.filters = {content.start, top, content.width, filters};
    top += filters + kBlock;
  }
  places.list = {content.start, top, content.width, content.bottom() - top};
  return places;
}

// Section 6.2: two columns; the note stands in the first where it has room.
Places landscape_places(Context& context, const PageResult& page, float note) {
  ui::Interface& ui = context.ui;
  const Box& content = page.content;
  const bool low = page.is_split();
  const float filters = filters_height(context, kColumn), foot = histogram_foot(ui);
  const float list = content.start + kColumn + kColumnGap;
  Places places;
  places.list = {list, content.top, content.end() - list, content.height};
  places.count = {list, page.reading.top - 58, places.list.width, 44};
  places.segments = {content.start, content.top, kColumn, kSegments};
  float room = content.height - kSegments - kBlock - filters;
  if (room < 0) room += filters + kBlock;
  float top = places.segments.bottom() + kBlock;
  if (low) {
    places.touch = Bars::looked_at;
    places.bars = {content.start, page.reading.top, kColumn, std::min(page.reading.height, kBars + foot)};
    places.note = {list, page.reading.top, places.list.width, std::min(note, page.reading.height)};
  } else {
    room -= foot + kBlock;
    if (room - note - kBlock >= kFewestBars) {
      room -= note + kBlock;
      places.note = {content.start, content.bottom() - note, kColumn, note};
    }
    if (room >= kFewestBars / 2) {
      places.bars = {content.start, top, kColumn, std::min(room, kBars) + foot};
      top = places.bars.bottom() + kBlock;
    }
  }
  if (top + filters <= content.bottom() + 1) places.filters = {content.start, top, kColumn, filters};
  return places;
}

// --- the list ---

// Nothing passes the filters: said where the list would be, with a way out.
void empty_list(Context& context, Flow& flow) {
  ui::Interface& ui = context.ui;
  const app::AgreementChoice& choice = context.state.agreements;
  const bool filtered = choice.field || !choice.partner.empty();
  const std::string words =
      !filtered ? context.t("No agreement of this period is confirmed by a published source yet.")
      : choice.partner.empty() ? context.t("No agreements in this field in this period")
      : choice.field           ? context.t("No agreements in this field with this partner in this period")
                               : context.t("No agreements with this partner in this period");
  constexpr float kBadgeWidth = 112, kBadgeHeight = 132;
  flow.gap(24);
  const Box place = flow.next(kBadgeHeight, 24);
  ui::badge(ui, {place.start + (place.width - kBadgeWidth) / 2, place.top, kBadgeWidth, kBadgeHeight},
            "agreement", ui::Accent::teal);
  ui::TextOptions centred = context.text(Type::h3);
  centred.align = text::Align::center;
  flow.text(ui::NodeRole::message, words, centred, 28);
  if (!filtered) return;
  ui::ButtonOptions look;
  look.icon = "refresh";
  const std::string label = context.t("Show all agreements");
  const Box row = flow.next(124);
  constexpr float kReset = 560;
  const float width = std::min(row.width, kReset * ui.size_factor(Type::label));
  if (ui::secondary_button(ui, "agreements.reset",
                           {row.start + (row.width - width) / 2, row.top, width, row.height}, label, look)) {
    context.emit(app::intent::ShowAgreements{{choice.period, std::nullopt, {}}});
  }
}

std::string count_of(const Context& context, std::size_t agreements) {
  return context.tn("{n} agreement", "{n} agreements", static_cast<std::int64_t>(agreements));
}

// Which year is at the top of the list: the one that was touched as long as the list stands as that left it.
std::optional<int> current_year(Context& context, const std::vector<TimelineRow>& rows, float above) {
  constexpr float kHalfSeen = 90;
  Memory::Timeline& timeline = context.memory.timeline;
  const float offset = context.ui.scroll_state(kScroll).offset;
  if (timeline.current && std::abs(timeline.current_offset - offset) > 1) timeline.current.reset();
  if (timeline.current) return timeline.current;
  for (const TimelineRow& row : rows) {
    if (above + row.top + row.height - offset > kHalfSeen) return row.agreement->first_year;
  }
  return std::nullopt;
}

// The list starts over with another choice, comes back where it stood, or goes to a year.
void place_list(Context& context, const std::vector<TimelineRow>& rows, float above) {
  Memory::Timeline& timeline = context.memory.timeline;
  ui::Interface& ui = context.ui;
  if (!(timeline.choice == context.state.agreements)) {
    timeline.choice = context.state.agreements;
    timeline.current.reset();
    ui.scroll_to(kScroll, 0);
  } else if (timeline.offset > 0 && ui.scroll_state(kScroll).content == 0) {
    ui.scroll_to(kScroll, timeline.offset);
  }
  if (!timeline.jump) return;
  const auto to = std::find_if(rows.begin(), rows.end(), [&](const TimelineRow& row) {
    return row.agreement->first_year == *timeline.jump;
  });
  if (to != rows.end()) {
    ui.scroll_to(kScroll, to == rows.begin() ? 0 : above + to->top);
    timeline.current = timeline.jump;
    timeline.current_offset = ui.scroll_state(kScroll).offset;
  }
  timeline.jump.reset();
}

// "4 of 46": how far the list is seen; what fits wholly is only counted.
void draw_count(Context& context, const Box& box, const std::vector<TimelineRow>& rows, float above,
                float window) {
  if (rows.empty() || box.width <= 0) return;
  const float seen_to = context.ui.scroll_state(kScroll).offset + window - above;
  std::size_t seen = 0;
  for (const TimelineRow& row : rows) {
    if (row.top + row.height / 2 <= seen_to) ++seen;
  }
  const auto all = static_cast<std::int64_t>(rows.size());
  const std::string words =
      context.ui.scroll_state(kScroll).overflows()
          ? app::fill_in(context.t("{n} of {all}"), {{"n", std::to_string(std::max<std::size_t>(1, seen))},
                                                     {"all", std::to_string(all)}})
          : context.tn("{n} agreement", "{n} agreements", all);
  ui::TextOptions look = context.text(Type::meta, context.ui.colours().ink2);
  look.align = text::Align::end;
  context.ui.line(box, words, look);
  context.ui.say("agreements.count", ui::NodeRole::status, box, words);
}

}  // namespace

void draw_agreements(Context& context) {
  const content::Period* period = app::period_shown(context.state);
  if (period == nullptr) return draw_missing(context);
  ui::Interface& ui = context.ui;
  const auto shown = app::agreements_shown(context.state);
  PageOptions options;
  options.eyebrow = context.t("Partnerships and cooperation");
  options.eyebrow_icon = "agreement";
  options.title = context.t("Agreements, year by year");
  options.scrolls = kScroll;
  if (!ui.landscape() && !shown.empty()) options.note = count_of(context, shown.size());
  const PageResult result = page(context, options);
  const std::string& note = period->note.in(context.language());
  const ui::TextOptions note_words = context.text(Type::body_min, ui.colours().ink2);
  const auto note_height = [&](float width) {
    return note.empty() ? 0 : ui.measure(note, width, note_words).height;
  };
  const Places places = ui.landscape() ? landscape_places(context, result, note_height(kColumn))
                                       : portrait_places(context, result, note_height(result.content.width));
  const bool note_in_list = places.note.width <= 0 && !note.empty(),
             filters_in_list = places.filters.width <= 0;
  float above = note_in_list ? note_height(places.list.width) + kNoteGap : 0;
  if (filters_in_list) above += filters_height(context, places.list.width) + kBlock;
  const std::vector<TimelineRow> rows = timeline_rows(context, places.list.width, shown);
  place_list(context, rows, above);

  period_segments(context, places.segments, *period);
  if (!filters_in_list) draw_filters(context, places.filters);
  if (places.bars.width > 0) {
    const auto year = histogram(context, places.bars, current_year(context, rows, above), places.touch);
    if (year) {
      context.memory.timeline.jump = year;
      context.emit(app::intent::ShowAgreements{app::choice_with_year(context.state, *year)});
    }
  }
  if (places.note.width > 0) context.say({}, ui::NodeRole::message, places.note, note, note_words);
  {
    const ui::PixelBox seen = ui.painter().to_pixels(places.list);
    Flow flow(context, kScroll, places.list);
    if (filters_in_list) draw_filters(context, flow.next(filters_height(context, places.list.width), kBlock));
    if (note_in_list) flow.text(ui::NodeRole::message, note, note_words, kNoteGap);
    if (rows.empty()) empty_list(context, flow);
    if (!rows.empty()) draw_timeline(context, flow.next(rows.back().top + rows.back().height), rows, seen);
  }
  draw_count(context, places.count, rows, above, places.list.height);
  Memory::Timeline& timeline = context.memory.timeline;
  timeline.offset = timeline.current_offset = ui.scroll_state(kScroll).offset;
}

}  // namespace kiosk::screens
