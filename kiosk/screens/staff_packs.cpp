// 18: new content from the stick: found, checked, reviewed, looked at; nothing is installed here.

#include <algorithm>
#include <set>

#include "kiosk/screens/reading.h"
#include "kiosk/screens/staff_page.h"
#include "kiosk/screens/staff_screens.h"
#include "kiosk/ui/fit.h"

namespace kiosk::screens {
namespace {

using app::Screen;
using ui::Box;
using ui::NodeRole;
using ui::Tone;
using ui::Type;

constexpr base::Milliseconds kSweep(1600), kFrame(33);

PageOptions update_page(std::string title, std::size_t step) {
  PageOptions options = scrolling_page(std::move(title));
  options.staff_step = step;
  return options;
}

// A part of the bar that goes to and fro while nobody knows how long it takes.
void moving_bar(ui::Interface& ui, const Box& box) {
  const ui::Colour teal = ui.accent(ui::Accent::teal).fill;
  ui.painter().rounded(box, box.height / 2, ui.colours().track);
  float at = 0.5F;
  if (!ui.reduced_motion()) {
    const auto into = ui.now().time_since_epoch() % kSweep;
    const float part = static_cast<float>(into.count()) / static_cast<float>(kSweep.count());
    at = part < 0.5F ? 2 * part : 2 - 2 * part;
    ui.wake_at(ui.now() + kFrame);
  }
  const float width = box.width * 0.3F;
  ui.painter().rounded({box.start + at * (box.width - width), box.top, width, box.height}, box.height / 2,
                       teal);
}

void searching(Context& context, Flow& flow) {
  ui::Interface& ui = context.ui;
  const std::string words = context.t("Every file is checked before anything is opened.");
  const ui::TextOptions lead = context.text(Type::lead);
  const float height = ui.measure(words, flow.width() - 88, lead).height;
  const Box box = flow.next(height + 140);
  ui::card(ui, box);
  context.say("staff.searching", NodeRole::status, {box.start + 44, box.top + 36, box.width - 88, height},
              words, lead);
  moving_bar(ui, {box.start + 44, box.bottom() - 56, box.width - 88, 18});
}

// Nothing to choose from: no stick, an empty one, or one that cannot be read.
void nothing_found(Context& context, Flow& flow, const std::string& code) {
  const std::string words = with_code(refusal_words(context, code, {}, 0), code);
  flow.message({"staff.nopack", NodeRole::alert, "usb", Tone::warning, words, kStaffMessage});
  numbered_steps(context, flow, stick_steps(context));
}

// --- the review ---

void signature(Context& context, const Box& box, const app::PackView& pack) {
  ui::Interface& ui = context.ui;
  const ui::ToneColours& tone = ui.tone(Tone::ok);
  ui.painter().bordered(box, 20, tone.tint, ui.high_contrast() ? 4 : 0, tone.edge);
  ui.painter().icon({box.start + 32, box.middle() - 30, 60, 60}, "shield", tone.text);
  const std::string title = context.t("Valid signature");
  const std::string key =
      app::fill_in(context.t("Key fingerprint {key}"), {{"key", fingerprint(pack.signer)}});
  ui::TextOptions strong = context.text(Type::label, tone.text), small = context.text(Type::small);
  const float width = box.width - 120 - 24;
  // A narrow card shows the key alone: broken into lines nobody compares it.
  const bool narrow = ui.measure(key, width, small).height > ui.measure("0", width, small).height * 1.5F &&
                      one_line(ui, key, width, small) == 1;
  const std::string shown = narrow ? fingerprint(pack.signer) : key;
  small.factor = std::min(one_line(ui, shown, width, small),
                          ui::fitting(ui, shown, {width, box.height - 60}, small, 0.6F));
  const float first = ui.measure(title, width, strong).height,
              second = ui.measure(shown, width, small).height;
  const float top = box.top + (box.height - first - second) / 2;
  ui.text({box.start + 120, top, width, first}, title, strong);
  ui.text({box.start + 120, top + first, width, second}, shown, small);
  ui.say("staff.pack.signer", NodeRole::text, box, base::cat(title, ". ", key), pack.signer);
}

void pack_card(Context& context, Flow& flow, const app::PackView& pack) {
  ui::Interface& ui = context.ui;
  constexpr float kSide = 36, kBadge = 112, kWide = 1000;
  // Where there is room the signature stands beside the name.
  const bool beside = flow.width() > kWide;
  const float whole = flow.width() - 2 * kSide, part = beside ? whole * 0.56F : whole;
  const float width = part - kBadge - 28;
  const std::string title =
      pack.catalogue
          ? app::fill_in(
                context.t("Content of Salé, {day}"),
                {{"day", app::date_text(context.language(), base::Timestamp(pack.catalogue->created()))}})
          : context.t("Content of Salé");
  const std::string file =
      base::cat(app::left_to_right(pack.name), " · ", size_words(context, pack.size_bytes));
  const ui::TextOptions small = context.text(Type::small, ui.colours().ink2);
  ui::TextOptions large = context.text(Type::h3), names = small;
  large.factor = ui::unbroken(ui, title, width, large);
  names.factor = one_line(ui, file, width, names);
  const float title_height = ui.measure(title, width, large).height,
              file_height = ui.measure(file, width, names).height;
  const float sign = std::max(112.0F, ui.measure("–", width, context.text(Type::label)).height * 2 + 24);
  const float head = std::max({132.0F, title_height + file_height, beside ? sign : 0});
  const float below = beside ? 0 : sign + 20;
  const std::string checked = context.t("All files were checked");
  const float check = std::max(46.0F, ui.measure(checked, flow.width() - 2 * kSide - 200, small).height);
  const Box box = flow.next(28 + head + 20 + below + check + 8 + 18 + 28, kStaffGap);
  ui::card(ui, box, ui::kRadiusCard);
  const Box inner = box.inset(kSide, 28);
  ui::badge(ui, {inner.start, inner.top, kBadge, 132}, "pack", ui::Accent::teal);
  const float words = inner.start + kBadge + 28, top = inner.top + (head - title_height - file_height) / 2;
  ui.text({words, top, width, title_height}, title, large);
  ui.text({words, top + title_height, width, file_height}, file, names);
  ui.say("staff.pack.name", NodeRole::text, {words, top, width, head}, base::cat(title, ". ", file),
         pack.name);
  signature(context,
            beside ? Box{inner.start + part + 28, inner.top + (head - sign) / 2, whole - part - 28, sign}
                   : Box{inner.start, inner.top + head + 20, inner.width, sign},
            pack);
  const float row = inner.top + head + 20 + below;
  ui.text({inner.start, row, inner.width - 200, check}, checked, small);
  ui::TextOptions number = context.text(Type::meta_strong);
  number.direction = text::BaseDirection::ltr;
  number.align = text::Align::end;
  const std::string count = base::cat(pack.objects, " / ", pack.objects);
  ui.line({inner.end() - 190, row, 190, check}, count, number);
  ui.painter().rounded({inner.start, row + check + 8, inner.width, 18}, 9, ui.accent(ui::Accent::teal).fill);
  ui.say("staff.pack.files", NodeRole::text, {inner.start, row, inner.width, check},
         base::cat(checked, ": ", count));
}

struct VersionBox {
  std::string name, number, pages;
  bool fresh;
};

void version_box(Context& context, const Box& box, const VersionBox& what) {
  ui::Interface& ui = context.ui;
  const ui::Colour teal = ui.accent(ui::Accent::teal).fill;
  if (what.fresh || ui.high_contrast()) {
    ui.painter().bordered(box, ui::kRadiusButton,
                          what.fresh ? ui.accent(ui::Accent::teal).tint : ui.colours().card,
                          what.fresh ? 5 : 4, what.fresh ? teal : ui.colours().line);
  } else {
    ui.painter().rounded(box, ui::kRadiusButton, ui.colours().sand1);
  }
  const Box inner = box.inset(28, 16);
  const ui::TextOptions name = context.text(what.fresh ? Type::label : Type::small,
                                            what.fresh ? teal : ui.colours().ink2),
                        pages = context.text(Type::small);
  const float first = ui.measure(what.name, inner.width, name).height,
              last = ui.measure(what.pages, inner.width, pages).height;
  ui.text({inner.start, inner.top, inner.width, first}, what.name, name);
  ui::TextOptions number = context.text(Type::h2);
  number.direction = text::BaseDirection::ltr;
  ui.line({inner.start, inner.top + first, inner.width, inner.height - first - last}, what.number, number);
  ui.text({inner.start, inner.bottom() - last, inner.width, last}, what.pages, pages);
}

std::size_t pages_of(const content::Catalogue* catalogue) {
  if (catalogue == nullptr) return 0;
  return static_cast<std::size_t>(
      std::ranges::count_if(catalogue->manifest().objects, &content::PackObject::is_page));
}

void versions(Context& context, Flow& flow, const app::PackView& pack) {
  ui::Interface& ui = context.ui;
  constexpr float kArrow = 112;
  const float line = ui.measure("–", text::kNoWidth, context.text(Type::label)).height;
  const Box box = flow.next(2 * line + 32 + 76, kStaffGap);
  const float width = (box.width - kArrow) / 2;
  const auto pages = [&](std::size_t count) {
    return context.tn("{n} page", "{n} pages", static_cast<std::int64_t>(count));
  };
  const VersionBox now{context.t("Now"), version_text(context.state), pages(pages_of(context.catalogue())),
                       false};
  const VersionBox fresh{context.t("New version", "New"), std::to_string(pack.version), pages(pack.pages),
                         true};
  version_box(context, {box.start, box.top, width, box.height}, now);
  version_box(context, {box.end() - width, box.top, width, box.height}, fresh);
  ui.painter().icon({box.start + width + kArrow / 2 - 30, box.middle() - 30, 60, 60}, "arrow-right",
                    ui.accent(ui::Accent::teal).fill, ui::Mirror::with_direction);
  ui.say("staff.pack.version", NodeRole::text, box,
         base::cat(now.name, ": ", now.number, ", ", now.pages, ". ", fresh.name, ": ", fresh.number, ", ",
                   fresh.pages),
         fresh.number);
}

// The lists that a pack brings beside its pages, as staff know them.
std::string list_name(const Context& context, std::string_view kind) {
  if (kind == "site") return context.t("Hours, deadlines and slides");
  if (kind == "pictures") return context.t("Words of the photographs");
  if (kind == "cities") return context.t("Twin cities");
  if (kind == "agreements") return context.t("Agreements");
  if (kind == "campaigns") return context.t("Energy campaigns");
  if (kind == "complaints") return context.t("Subjects and neighbourhoods of complaints");
  return {};
}

std::string title_of(const Context& context, const content::Catalogue* catalogue, const std::string& object) {
  const std::size_t slash = object.find('/');
  const std::string kind = object.substr(0, slash),
                    slug = slash == std::string::npos ? "" : object.substr(slash + 1);
  if (catalogue != nullptr && kind == "article") {
    if (const auto page = catalogue->article(slug, context.language())) return page->title;
  }
  if (catalogue != nullptr && kind == "tip") {
    if (const auto tip = catalogue->tip(slug, context.language())) return tip->title;
  }
  if (kind == content::kPictureKind)
    return app::fill_in(context.t("Photograph {name}"), {{"name", app::left_to_right(slug)}});
  const std::string list = list_name(context, kind);
  return list.empty() ? app::left_to_right(object) : list;
}

bool is_page(const std::string& object) {
  return object.starts_with("article/") || object.starts_with("tip/");
}

std::int64_t pages_among(const std::vector<std::string>& objects) {
  return std::ranges::count_if(objects, is_page);
}

// What changes beside pages: each list by its name, photographs by their number.
std::string other_changes(const Context& context, const app::PackView& pack) {
  std::set<std::string> lists;
  std::int64_t photographs = 0;
  for (const auto* objects : {&pack.added, &pack.changed, &pack.removed}) {
    for (const std::string& object : *objects) {
      const std::string kind = object.substr(0, object.find('/'));
      if (kind == content::kPictureKind) ++photographs;
      if (const std::string name = list_name(context, kind); !name.empty()) lists.insert(name);
    }
  }
  std::string out;
  for (const std::string& name : lists) out += (out.empty() ? "" : " · ") + name;
  if (photographs > 0)
    out += (out.empty() ? "" : " · ") + context.tn("{n} photograph", "{n} photographs", photographs);
  return out;
}

struct Count {
  std::string_view icon;
  ui::Colour colour;
  std::int64_t count;
  std::string words;
};

Box count_words(const Box& card) {
  const Box inner{card.start + 92, card.top + 12, card.width - 92 - 16, card.height - 24};
  return {inner.start, inner.top + inner.height * 0.55F, inner.width, inner.height * 0.45F};
}

void count_card(Context& context, const Box& box, const Count& what, const ui::TextOptions& small) {
  ui::Interface& ui = context.ui;
  ui::card(ui, box);
  ui.painter().icon({box.start + 24, box.middle() - 26, 52, 52}, what.icon, what.colour);
  const Box words = count_words(box);
  ui::TextOptions number = context.text(Type::h2);
  number.direction = text::BaseDirection::ltr;
  ui.line({words.start, box.top + 12, words.width, words.top - box.top - 12}, std::to_string(what.count),
          number);
  const float height = ui.measure(what.words, words.width, small).height;
  ui.text({words.start, words.middle() - height / 2, words.width, height}, what.words, small);
}

void counts(Context& context, Flow& flow, const app::PackView& pack) {
  ui::Interface& ui = context.ui;
  const Box box = flow.next(146, kStaffGap);
  const float width = (box.width - 2 * kStaffGap) / 3;
  const auto n = [](const std::vector<std::string>& names) { return pages_among(names); };
  const std::array<Count, 3> all = {Count{"plus", ui.tone(Tone::ok).text, n(pack.added),
                                          context.tn("new page", "new pages", n(pack.added))},
                                    Count{"edit", ui.accent(ui::Accent::teal).fill, n(pack.changed),
                                          context.tn("changed page", "changed pages", n(pack.changed))},
                                    Count{"minus", ui.tone(Tone::error).text, n(pack.removed),
                                          context.tn("removed page", "removed pages", n(pack.removed))}};
  // The three share one size of words.
  ui::TextOptions small = context.text(Type::small, ui.colours().ink2);
  const Box words = count_words({box.start, box.top, width, box.height});
  float factor = 1;
  for (const Count& one : all)
    factor = std::min(factor, ui::label_factor(ui, one.words, {words.width, words.height}, small));
  small.factor = factor;
  for (std::size_t i = 0; i < all.size(); ++i)
    count_card(context, {box.start + static_cast<float>(i) * (width + kStaffGap), box.top, width, box.height},
               all[i], small);
  ui.say("staff.pack.pages", NodeRole::text, box,
         base::cat(context.tn("{n} new page", "{n} new pages", n(pack.added)), ", ",
                   context.tn("{n} changed page", "{n} changed pages", n(pack.changed)), ", ",
                   context.tn("{n} removed page", "{n} removed pages", n(pack.removed))));
  const std::string others = other_changes(context, pack);
  if (!others.empty())
    flow.text(NodeRole::text, app::fill_in(context.t("Also changed: {list}"), {{"list", others}}),
              context.text(Type::small, ui.colours().ink2), kStaffGap);
}

// --- what changes ---

// Version, day, size.
std::string described(const Context& context, const app::PackView& pack) {
  std::string out = app::fill_in(context.t("version {version}"), {{"version", std::to_string(pack.version)}});
  if (pack.catalogue)
    out += " · " + app::date_text(context.language(), base::Timestamp(pack.catalogue->created()));
  return out + " · " + size_words(context, pack.size_bytes);
}

// Then each says on which.
bool lies_on_several(const std::vector<app::PackView>& packs) {
  return std::ranges::any_of(packs,
                             [&packs](const app::PackView& pack) { return pack.plug != packs.front().plug; });
}

// What is not installed yet leads only to what comes with it: to another page of the preview, or nowhere.
std::optional<app::Intent> within_preview(const content::Catalogue& catalogue, base::Language language,
                                          app::Intent intent) {
  const auto* opens = std::get_if<app::intent::Open>(&intent);
  if (opens == nullptr) return intent;
  const app::Place& to = opens->place;
  if (to.screen == Screen::article && catalogue.article(to.slug, language))
    return app::intent::Replace{{Screen::staff_preview, "article/" + to.slug, to.chapter}};
  if (to.screen == Screen::tip && catalogue.tip(to.slug, language))
    return app::intent::Replace{{Screen::staff_preview, "tip/" + to.slug, 0}};
  return std::nullopt;
}

}  // namespace

void draw_staff_packs(Context& context) {
  const app::Staff& staff = context.state.staff;
  const bool none = !staff.searching && staff.packs.empty(), waits = staff.searching && staff.packs.empty();
  PageOptions options = update_page(waits  ? context.t("Checking")
                                    : none ? context.t("New content from a stick")
                                           : context.t("Packs on the stick"),
                                    none ? 0 : 1);
  options.primary =
      primary_of("staff.search", staff.searching ? context.t("Checking") : context.t("Search again"),
                 "refresh", staff.searching);
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::FindPacks{});
  Flow flow(context, "page", result.content);
  if (waits) return searching(context, flow);
  if (none) return nothing_found(context, flow, staff.refusal.code.empty() ? "E-USB-02" : staff.refusal.code);
  if (staff.stick_removed)
    flow.message({"staff.packs.removed", NodeRole::alert, "usb", Tone::warning,
                  with_code(refusal_words(context, app::kStickRemoved, {}, 0), app::kStickRemoved),
                  kStaffMessage});
  for (std::size_t i = 0; i < staff.packs.size(); ++i) {
    const app::PackView& pack = staff.packs[i];
    ui::TileOptions look;
    look.icon = pack.refusal.empty() ? "pack" : "error";
    const std::string state =
        pack.refusal.empty() ? described(context, pack)
                             : with_code(refusal_words(context, pack.refusal, pack.name, 0), pack.refusal);
    const std::string second =
        lies_on_several(staff.packs) ? base::cat(state, "\n", stick_name(context, pack.plug)) : state;
    const std::string name = app::left_to_right(pack.name);
    if (row_of(context, flow, base::cat("staff.pack.", i + 1), {name, second}, look, 176))
      context.emit(app::intent::ReviewPack{i});
  }
}

namespace {

// As large as the room lets it be; its height.
float warning_within(Context& context, const Box& room, const Message& message) {
  constexpr float kSmallest = 0.7F, kStep = 0.05F;
  const Box box{room.start, room.top, room.width, message.least};
  const auto bar = [&](float factor, ui::Drawing drawing) {
    return ui::message_bar(context.ui, message.id, message.role, box, message.icon, message.tone,
                           message.words, {}, drawing, factor);
  };
  float factor = 1;
  while (factor > kSmallest && bar(factor, ui::Drawing::measure) > room.height) factor -= kStep;
  return bar(factor, ui::Drawing::draw);
}

void look_button(Context& context, const Box& box, const app::PackView& pack) {
  ui::ButtonOptions button;
  button.icon = "eye";
  button.type = Type::label;
  button.enabled = !pack.added.empty() || !pack.changed.empty() || !pack.removed.empty();
  if (ui::neutral_button(context.ui, "staff.changes", box,
                         context.t("Look at the changed pages before installing"), button))
    open_page(context, Screen::staff_changes);
}

}  // namespace

void draw_staff_review(Context& context) {
  if (!context.state.staff.chosen) return draw_staff_packs(context);
  const app::PackView& pack = *context.state.staff.chosen;
  PageOptions options = update_page(context.t("The new content is ready"), 2);
  // Landscape: the pack at the end, what to do with it at the start; large text needs the whole width.
  options.columns = context.ui.landscape() && context.state.settings.text_percent == 100;
  options.primary = primary_of("staff.install", context.t("Install now"), "check");
  const PageResult result = page(context, options);
  if (result.primary) context.emit(app::intent::Install{});
  Flow flow(context, "page", result.content);
  pack_card(context, flow, pack);
  versions(context, flow, pack);
  counts(context, flow, pack);
  const std::string warning = context.t(
      "The present version is kept and comes back by itself if the installation fails. Complaints are "
      "not affected.");
  const Message message{"staff.warning", NodeRole::message, "info", Tone::warning, warning, kStaffMessage};
  if (!options.columns) {
    look_button(context, flow.next(112, kStaffGap), pack);
    return flow.message(message);
  }
  constexpr float kButton = 112;
  const Box& side = result.side;
  const float height =
      warning_within(context, {side.start, side.top, side.width, side.height - kButton - kStaffGap}, message);
  look_button(context, {side.start, side.top + height + kStaffGap, side.width, kButton}, pack);
}

void draw_staff_changes(Context& context) {
  if (!context.state.staff.chosen) return draw_staff_packs(context);
  const app::PackView& pack = *context.state.staff.chosen;
  const PageResult result = page(context, update_page(context.t("What changes"), 2));
  Flow flow(context, "page", result.content);
  struct Kind {
    std::string page, other;  // what the words say of it
  };
  const auto rows = [&](const std::vector<std::string>& objects, std::string_view icon, const Kind& kind,
                        const content::Catalogue* catalogue, bool opens) {
    for (const std::string& object : objects) {
      ui::TileOptions look;
      look.icon = icon;
      const std::string title = title_of(context, catalogue, object);
      const std::string& what = is_page(object) ? kind.page : kind.other;
      const bool readable = opens && is_page(object);
      if (!readable) {
        fact(context, flow, {base::cat("staff.change.", object), icon, what, title});
        continue;
      }
      if (row_of(context, flow, base::cat("staff.change.", object), {title, what}, look, 132))
        context.emit(app::intent::Open{{Screen::staff_preview, object, 0}});
    }
  };
  rows(pack.added, "plus", {context.t("New page"), context.t("New")}, pack.catalogue.get(), true);
  rows(pack.changed, "edit", {context.t("Changed page"), context.t("Changed")}, pack.catalogue.get(), true);
  rows(pack.removed, "minus", {context.t("Removed page"), context.t("Removed")}, context.catalogue(), false);
}

// The page as citizens will see it, drawn by its own functions; only the header and the line above the title
// say that it is not theirs yet.
void draw_staff_preview(Context& context) {
  const std::string& object = context.state.place().slug;
  const auto& chosen = context.state.staff.chosen;
  if (!chosen || chosen->catalogue == nullptr) return draw_staff_packs(context);
  const content::Catalogue& catalogue = *chosen->catalogue;
  const std::string slug = object.substr(std::min(object.find('/') + 1, object.size()));
  std::vector<app::Intent> asked;
  Context preview(context, catalogue, asked);
  if (object.starts_with("article/")) {
    draw_article(preview, slug);
  } else {
    draw_tip(preview, slug);
  }
  for (app::Intent& intent : asked) {
    if (auto allowed = within_preview(catalogue, context.language(), std::move(intent)))
      context.emit(std::move(*allowed));
  }
}

}  // namespace kiosk::screens
