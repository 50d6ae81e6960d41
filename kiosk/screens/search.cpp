// Looking for a page by its words: a field with its keyboard, and the pages that hold what was written. The
// list follows every key.

#include "kiosk/screens/form.h"
#include "kiosk/screens/reading.h"
#include "kiosk/screens/sections.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using content::Findable;
using ui::Box;

constexpr std::size_t kMostFound = 20;
constexpr float kFieldHeight = 124, kBetween = 20;

Findable screen(const Section& section) {
  return {Findable::Kind::screen, section.key, 0, section.icon, section.title, {section.second}, {}};
}

Findable campaign(const content::Campaign& one, base::Language language) {
  Findable page{Findable::Kind::campaign,    one.slug, 0, one.icon, one.tab.in(language),
                {one.question.in(language)}, {}};
  for (const base::Language other : base::kLanguages)
    page.others += one.tab.in(other) + " " + one.question.in(other) + " ";
  return page;
}

// The program's own pages, by the words they have on the home page, and the campaigns of today.
std::vector<Findable> screens_of(const Context& context) {
  std::vector<Findable> out = {screen(complaint_section(context)), screen(follow_section(context))};
  for (const Section& section : rooms(context)) {
    const bool is_article = bool(context.catalogue()->article(section.key, context.language()));
    if (section.there && !is_article) out.push_back(screen(section));
  }
  for (const content::Campaign* one : app::campaigns_now(context.state))
    out.push_back(campaign(*one, context.language()));
  return out;
}

const std::vector<content::Found>& found(Context& context) {
  SearchResults& results = context.memory.results;
  const auto& catalogue = context.state.kiosk.catalogue;
  const bool same_pages =
      results.index && results.catalogue == catalogue && results.language == context.language();
  if (same_pages && results.question.view() == context.state.search.view()) return results.found;
  if (!same_pages) {
    results.index.emplace(*catalogue, context.language(), screens_of(context));
    results.catalogue = catalogue;
    results.language = context.language();
  }
  results.question = context.state.search;
  results.found = results.index->find(results.question.view(), kMostFound);
  context.ui.reset_scroll("results");
  return results.found;
}

app::Place way_to(const Findable& page) {
  switch (page.kind) {
    case Findable::Kind::screen:
      return place_of(page.slug);
    case Findable::Kind::article:
      return {Screen::article, page.slug, page.chapter};
    case Findable::Kind::tip:
      return {Screen::tip, page.slug, 0};
    case Findable::Kind::twin:
      return {Screen::twins, {}, 0};
    case Findable::Kind::agreement:
      return {Screen::agreement, page.slug, 0};
    case Findable::Kind::campaign:
      return {Screen::energy, page.slug, 0};
  }
  return {Screen::home, {}, 0};
}

// How many there are, or what to do where there is nothing.
std::string sentence(const Context& context, const std::vector<content::Found>& pages) {
  if (context.state.search.empty()) return context.t("Write a word: a city, a subject, a year.");
  if (pages.empty()) return context.t("No page holds these words. Try others, or fewer letters.");
  return context.tn("{n} page found", "{n} pages found", static_cast<std::int64_t>(pages.size()));
}

void list(Context& context, const Box& window, const std::vector<content::Found>& pages) {
  Flow flow(context, "results", window);
  flow.text(ui::NodeRole::message, sentence(context, pages),
            context.text(ui::Type::body, context.ui.colours().ink2), 16);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const Findable& page = *pages[i].page;
    ui::TileOptions look;
    look.icon = page.icon;
    look.chevron = "chevron-right";
    if (row_of(context, flow, base::cat("search.hit.", i), {page.title, pages[i].words}, look)) {
      if (page.kind == Findable::Kind::twin) context.emit(app::intent::ChooseTwin{page.slug});
      context.emit(app::intent::Open{way_to(page)});
    }
  }
}

ui::FieldOptions field_options(const std::string& label) {
  ui::FieldOptions options;
  options.label = label;
  options.icon = "search";
  options.accent = ui::Accent::teal;
  return options;
}

// The keyboard at the foot, or in landscape at the end side.
PageResult with_columns(const Context& context, PageResult page) {
  constexpr float kWordsColumn = 612, kApart = 36;
  if (context.ui.landscape()) {
    page.side = page.content.head(kWordsColumn);
    page.content = page.content.after(kWordsColumn + kApart);
  }
  return page;
}

// In portrait with low reach the keyboard takes the place of what was found; in landscape it is beside it.
bool hides_list(const Context& context) {
  return context.state.form.field == app::Field::search && context.ui.reach_top() > 0 &&
         !context.ui.landscape();
}

void write(Context& context, const PageResult& page, const std::vector<content::Found>& pages) {
  const std::string label = context.t("What are you looking for?");
  TypingPlace place = typing_place(context, with_columns(context, page));
  const bool only_read = hides_list(context);
  if (only_read) place.room = page.reading;
  write_one_line(context, place, app::Field::search, "search.text", context.memory.fields.search,
                 field_options(label));
  const float field = std::max(kFieldHeight, ui::field_height(context.ui));
  const Box rest = {place.room.start, place.room.top + field + 132, place.room.width,
                    place.room.height - field - 140};
  if (only_read) {
    context.say("search.found", ui::NodeRole::message, rest, sentence(context, pages),
                context.text(ui::Type::body, context.ui.colours().ink2));
  } else {
    list(context, rest, pages);
  }
}

}  // namespace

void draw_search(Context& context) {
  if (context.catalogue() == nullptr) return draw_missing(context);
  const std::vector<content::Found>& pages = found(context);
  PageOptions options;
  options.eyebrow_icon = "search";
  options.eyebrow = context.t("Discover your commune");
  options.title = context.t("Search the pages");
  if (!hides_list(context)) {
    options.scrolls = "results";
  } else if (!pages.empty()) {
    options.primary = Primary{"search.show", context.t("Show the pages"), "arrow-down", ui::Mirror::never};
  }
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FocusField{});
  if (context.state.form.field == app::Field::search) return write(context, result, pages);
  const std::string label = context.t("What are you looking for?");
  const float height = std::max(kFieldHeight, ui::field_height(context.ui));
  const Box box{result.content.start, result.content.top, result.content.width, height};
  if (ui::field(context.ui, "search.text", box, context.memory.fields.search, field_options(label)))
    context.emit(app::intent::FocusField{app::Field::search});
  list(context,
       {box.start, box.bottom() + kBetween, box.width, result.content.bottom() - box.bottom() - kBetween},
       pages);
}

}  // namespace kiosk::screens
