// 10: the kind of what is said, and its subject.

#include "kiosk/app/questions.h"
#include "kiosk/screens/form.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using ui::Box;
using ui::Type;

constexpr std::array<complaint::Kind, 3> kKinds = {complaint::Kind::complaint, complaint::Kind::observation,
                                                   complaint::Kind::suggestion};

constexpr float kKindRow = 84, kKindRowTallest = 108;

void kinds(Context& context, const Box& box) {
  std::vector<ui::SegmentPart> parts;
  std::size_t selected = 0;
  for (const complaint::Kind kind : kKinds) {
    if (kind == context.state.form.draft.kind) selected = parts.size();
    parts.push_back({base::cat("complaint.kind.", complaint::slug_of(kind)), context.t(words_of(kind)), {}});
  }
  if (const auto chosen = ui::segments(context.ui, box, parts, selected, ui::Accent::brick))
    context.emit(app::intent::ChooseKind{kKinds[*chosen]});
}

// The same in the narrow column of a landscape page with large words: one above the two others.
constexpr float kKindChip = 84, kKindGap = 12;

void kind_chips(Context& context, const Box& box) {
  std::vector<std::string> labels;
  for (const complaint::Kind kind : kKinds) labels.push_back(context.t(words_of(kind)));
  const float half = (box.width - kKindGap) / 2;
  ui::ButtonOptions options;
  options.accent = ui::Accent::brick;
  options.factor = ui::chip_factor(context.ui, labels, {half, kKindChip});
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const Box at{box.start + (i == 2 ? half + kKindGap : 0), box.top + (i > 0 ? kKindChip + kKindGap : 0),
                 i == 0 ? box.width : half, kKindChip};
    options.selected = context.state.form.draft.kind == kKinds[i];
    if (ui::chip(context.ui, base::cat("complaint.kind.", complaint::slug_of(kKinds[i])), at, labels[i],
                 options))
      context.emit(app::intent::ChooseKind{kKinds[i]});
  }
}

struct CardGrid {
  std::size_t columns;
  float width, height, gap;
};
constexpr std::size_t kOnAPage = 9;  // cards
constexpr float kCardGap = 22, kLowCardGap = 12, kTallest = 328;

enum class Cards { tall, low };

// Nine cards fill the room; where they would become too low the page scrolls. Within reach of a hand at the
// foot they are low, with the badge before the words (section 6.3).
CardGrid card_grid(const ui::Interface& ui, const Box& room, std::size_t count, Cards cards) {
  constexpr float kLarge = 1.2F, kLeast = 236, kLeastOfTwo = 300, kLeastInReach = 120;
  const bool low = cards == Cards::low, two = !ui.landscape() && ui.size_factor(Type::body) > kLarge;
  CardGrid grid{two ? 2U : 3U, 0, 0, low ? kLowCardGap : kCardGap};
  const auto columns = static_cast<float>(grid.columns);
  const auto rows = static_cast<float>((count + grid.columns - 1) / grid.columns);
  const float least = low ? kLeastInReach * ui.size_factor(Type::body) : two ? kLeastOfTwo : kLeast;
  grid.width = (room.width - grid.gap * (columns - 1)) / columns;
  grid.height = std::clamp((room.height - grid.gap * (rows - 1)) / rows, least, kTallest);
  return grid;
}

// The subjects of this page; where there are more than its cards the last one leads on.
std::vector<app::Choice> subjects_shown(const Context& context) {
  std::vector<app::Choice> all = app::categories(context.state, context.strings());
  if (all.size() <= kOnAPage) return all;
  constexpr std::size_t kSubjects = kOnAPage - 1;
  const std::size_t pages = (all.size() + kSubjects - 1) / kSubjects;
  const std::size_t first = context.state.form.category_page % pages * kSubjects;
  const std::size_t last = std::min(first + kSubjects, all.size());
  std::vector<app::Choice> shown(all.begin() + static_cast<std::ptrdiff_t>(first),
                                 all.begin() + static_cast<std::ptrdiff_t>(last));
  shown.push_back({{}, context.t("subjects", "More"), "more"});
  return shown;
}

void subject_card(Context& context, const Box& box, const app::Choice& choice, const ui::TileOptions& look) {
  ui::Interface& ui = context.ui;
  if (choice.slug.empty()) {
    if (ui::choice_card(ui, "complaint.categories.more", box, choice.name, look))
      context.emit(app::intent::MoreCategories{});
  } else if (ui::choice_card(ui, base::cat("complaint.category.", choice.slug), box, choice.name, look)) {
    context.emit(app::intent::ChooseCategory{choice.slug});
  }
}

void subject_cards(Context& context, const Box& room, Cards cards) {
  const std::vector<app::Choice> subjects = subjects_shown(context);
  const CardGrid grid = card_grid(context.ui, room, subjects.size(), cards);
  Flow flow(context, "page", room);
  ui::TileOptions look;
  look.accent = ui::Accent::brick;
  for (const app::Choice& choice : subjects)
    look.factor =
        std::min(look.factor, ui::choice_factor(context.ui, {grid.width, grid.height}, choice.name));
  Box row{};
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const std::size_t column = i % grid.columns;
    if (column == 0) row = flow.next(grid.height, grid.gap);
    look.icon = subjects[i].icon;
    look.selected = !subjects[i].slug.empty() && context.state.form.draft.category == subjects[i].slug;
    const float start = row.start + static_cast<float>(column) * (grid.width + grid.gap);
    subject_card(context, {start, row.top, grid.width, grid.height}, subjects[i], look);
  }
}

// One place below the cards: what the cell cannot handle, and, of a subject that has questions, the offer to
// answer them beside it. Nothing moves when a subject is chosen.
constexpr float kOffer = 96, kOfferGap = 14;

bool has_offers(const Context& context) {
  if (context.catalogue() == nullptr) return false;
  const auto& all = context.catalogue()->contents().categories;
  return has_limits(context) || std::any_of(all.begin(), all.end(), [](const content::Category& one) {
           return !one.questions.empty();
         });
}

void questions_button(Context& context, const Box& box) {
  const std::vector<const content::Question*> all = app::questions_of(context.state);
  const auto given = std::count_if(all.begin(), all.end(), [&](const content::Question* one) {
    return !complaint::answer_to(context.state.form.draft, one->code).empty();
  });
  ui::ButtonOptions button;
  button.accent = ui::Accent::brick;
  button.type = Type::label;
  button.icon = given > 0 ? "check" : "message-edit";
  const auto count = static_cast<std::int64_t>(all.size());
  const std::string words =
      given > 0 ? app::fill_in(context.t("You answered {given} of {all}: change"),
                               {{"given", std::to_string(given)}, {"all", std::to_string(count)}})
                : context.tn("A short question that helps: answer it",
                             "{n} short questions that help: answer them", count);
  if (ui::secondary_button(context.ui, "complaint.questions", box, words, button))
    context.emit(app::intent::OpenQuestions{});
}

// Where a row is too narrow for both, and there is no second one above it, the offer stands alone: what the cell
// cannot handle was there before, and is on the next page.
void offer(Context& context, const Box& box, const Box& column) {
  constexpr float kLeast = 900, kQuestions = 0.58F;
  if (app::questions_of(context.state).empty()) return limits_button(context, box);
  const Box above{box.start, box.top - kOffer - kOfferGap, box.width, kOffer};
  if (box.width >= kLeast && context.ui.size_factor(Type::label) <= 1.2F) {
    const float questions = (box.width - kOfferGap) * kQuestions;
    limits_button(context, box.tail(box.width - kOfferGap - questions));
    return questions_button(context, box.head(questions));
  }
  if (above.top >= column.top + kOfferGap) limits_button(context, above);
  questions_button(context, box);
}

// A subject that another body receives is told so when it is chosen.
std::string hint_of(const Context& context) {
  const std::string receiver = app::other_receiver(context.state);
  if (receiver.empty()) return context.t("Choose the nearest subject. The cell will pass it on if need be.");
  return app::fill_in(context.t("The cell passes this on to: {service}."), {{"service", receiver}});
}

void category_page(Context& context) {
  constexpr float kBelowKinds = 14;
  ui::Interface& ui = context.ui;
  PageOptions options = form_page(
      context, app::Screen::category,
      of_kind(context.state.form.draft.kind, context.t("What is it about?"),
              context.t("observation", "What is it about?"), context.t("suggestion", "What is it about?")),
      hint_of(context));
  options.scrolls = "page";
  const PageResult page = draw_form_page(context, options);
  const Cards cards = page.is_split() ? Cards::low : Cards::tall;
  Box content = page.content;
  if (ui.landscape()) {
    const bool large = ui.size_factor(Type::label) > 1.2F;
    const float height = large ? 2 * kKindChip + kKindGap : kKindRow;
    const Box side = within_reach(ui, page.side);
    const Box box{side.start, side.top, side.width, height};
    large ? kind_chips(context, box) : kinds(context, box);
    const float error =
        error_bar(context, {box.start, box.bottom(), box.width, side.bottom() - box.bottom()});
    if (has_offers(context)) {
      // Beside the cards, or below them where the words are large.
      const bool beside = side.bottom() - box.bottom() >= kOffer + 2 * kOfferGap;
      if (!beside) content.height -= kOffer + kOfferGap;
      const Box& column = beside ? side : page.content;
      const float foot = column.bottom() - (beside ? kOfferGap : 0);
      // An error stands where the offer was, as above.
      if (!beside || error == 0) {
        const Box free{side.start, box.bottom(), side.width, beside ? foot - box.bottom() : 0};
        offer(context, {column.start, foot - kOffer, column.width, kOffer},
              beside ? free : Box{0, foot, 0, 0});
      }
    }
    return subject_cards(context, content, cards);
  }
  const float error = error_bar(context, content);
  if (has_offers(context)) {
    if (error == 0) {
      const Box row{content.start, content.bottom() - kOffer, content.width, kOffer};
      offer(context, row, row);
    }
    content.height -= std::max(error, kOffer + kOfferGap);
  } else {
    content.height -= error;
  }
  const float height = std::min(kKindRow * ui.size_factor(Type::label), kKindRowTallest);
  kinds(context, {content.start, content.top, content.width, height});
  const float used = height + kBelowKinds;
  subject_cards(context, {content.start, content.top + used, content.width, content.height - used}, cards);
}

}  // namespace

void draw_category(Context& context) {
  category_page(context);
  limits_sheet(context);
}

}  // namespace kiosk::screens
