#include "kiosk/desk/papers.h"

#include "kiosk/base/json.h"
#include "kiosk/complaint/typed_text.h"
#include "kiosk/desk/case_words.h"
#include "kiosk/desk/dates.h"
#include "kiosk/desk/inbox_words.h"
#include "kiosk/desk/kiosks.h"

namespace kiosk::desk {
namespace {

using base::cat;
using base::Json;

std::string time_on_paper(const View& view, base::Timestamp time) {
  return day_month_and_time(time, kAnotherYear, view.language);
}

Json texts(std::initializer_list<std::string> row) {
  Json out = Json::array();
  for (const std::string& text : row) out.add(text);
  return out;
}

class PaperText {
 public:
  PaperText(const View& view, std::string_view title) {
    json_.set("language", base::code_of(view.language));
    json_.set("letterhead",
              view.say("جماعة سلا · خلية الشكايات", "Commune de Salé · Cellule des réclamations"));
    json_.set("title", title);
    json_.set("foot",
              cat(view.say("طُبع: ", "Imprimé : "), time_on_paper(view, view.now), " · ", apart(view.user)));
  }
  void subtitle(std::string_view text) { json_.set("subtitle", text); }
  void wide() { json_.set("wide", true); }
  void heading(std::string_view text) { add("heading", text); }
  void text(std::string_view text) { add("text", text); }
  void quote(std::string_view text) { add("quote", complaint::without_bidi_tricks(text).view()); }

  void fact(std::string_view name, std::string_view value) {
    if (!value.empty()) facts_.add(texts({std::string(name), std::string(value)}));
  }
  void end_facts() {
    if (!facts_.items()->empty()) add("facts", std::move(facts_));
    facts_ = Json::array();
  }

  struct Column {
    std::string_view head;
    int share;
  };
  void table(std::initializer_list<Column> columns, Json rows) {
    Json heads = Json::array();
    for (const Column& column : columns)
      heads.add(Json::object().set("head", column.head).set("share", column.share));
    blocks_.add(Json::object().set("columns", std::move(heads)).set("rows", std::move(rows)));
  }
  std::string json() { return json_.set("blocks", std::move(blocks_)).text(); }

 private:
  void add(std::string_view kind, Json what) { blocks_.add(Json::object().set(kind, std::move(what))); }
  Json json_ = Json::object(), blocks_ = Json::array(), facts_ = Json::array();
};

std::string category_words(const View& view, const Case& entry) {
  return entry.category.empty() ? std::string(kind_words(view, entry.kind))
                                : view.names->category(entry.category, view.language);
}

std::string source_text(const complaint::KioskId& kiosk) {
  return std::string(is_open311(kiosk) ? kOpen311Name : std::string_view(kiosk.text()));
}

void add_place(PaperText& paper, const View& view, const CaseModel& model) {
  paper.fact(view.say("المقاطعة", "Arrondissement"),
             view.names->district(model.entry.district, view.language));
  if (model.letter) {
    const complaint::Draft& draft = model.letter->draft;
    paper.fact(view.say("الحي", "Quartier"), apart(draft.neighbourhood.view()));
    paper.fact(view.say("علامة قريبة", "Repère"), apart(draft.landmark.view()));
    for (const complaint::QuestionAnswer& answer : draft.answers)
      paper.fact(view.names->question(answer.code, view.language),
                 apart(view.names->answer(answer, view.language)));
    paper.fact(view.say("الاسم", "Nom"), apart(draft.name.view()));
    paper.fact(view.say("الهاتف", "Téléphone"), ltr(masked(draft.phone.view())));
  }
  paper.fact(view.say("المكلف", "Responsable"), apart(model.entry.assignee));
  paper.end_facts();
}

std::string written_with(const View& view, const HistoryEntry& entry) {
  const Change& change = entry.change;
  std::string out;
  const auto add = [&out](std::string_view text) {
    if (!text.empty()) out += cat("\n", apart(text));
  };
  add(change.note.ar.view());
  add(change.note.fr.view());
  add(change.answer.ar.view());
  add(change.answer.fr.view());
  add(change.reason);
  if (view.may(Right::read_letters)) add(change.message.view());
  return out;
}

void add_history_of(PaperText& paper, const View& view, const CaseModel& model) {
  paper.heading(view.say("تاريخ الملف", "Historique"));
  Json rows = Json::array();
  const std::string_view begun = is_open311(model.entry.kiosk)
                                     ? view.say("سُجلت عبر Open311", "Enregistrée par Open311")
                                     : view.say("سُجلت على الشاشة", "Enregistrée à la borne");
  rows.add(texts({time_on_paper(view, model.entry.deposited_at), std::string(begun), std::string()}));
  for (const HistoryEntry& entry : model.history)
    rows.add(texts({time_on_paper(view, entry.at),
                    event_words(view, entry.change) + written_with(view, entry), apart(entry.change.actor)}));
  paper.table({{view.say("متى", "Quand"), 3}, {view.say("ماذا", "Quoi"), 8}, {view.say("من", "Qui"), 2}},
              std::move(rows));
}

Json case_row(const View& view, const Case& entry) {
  const auto day = [&](base::Timestamp time) { return day_and_month(time, kAnotherYear, view.language); };
  return texts({ltr(entry.number.text()), std::string(kind_words(view, entry.kind)),
                category_words(view, entry),
                entry.district.empty() ? "" : view.names->district(entry.district, view.language),
                day(entry.received_at), day(entry.deadline_at), std::string(state_words(view, entry.state)),
                entry.answered_at ? day(*entry.answered_at) : "", apart(entry.assignee),
                ltr(source_text(entry.kiosk))});
}

void add_counts(PaperText& paper, std::string_view title, std::string_view count,
                const std::vector<Counted>& counts,
                const std::function<std::string(std::string_view)>& name) {
  if (counts.empty()) return;
  paper.heading(title);
  Json rows = Json::array();
  for (const Counted& one : counts) rows.add(texts({name(one.slug), std::to_string(one.count)}));
  paper.table({{"", 3}, {count, 1}}, std::move(rows));
}

void add_weeks(PaperText& paper, const View& view, const Figures& figures) {
  paper.heading(view.say("حسب الأسبوع", "Par semaine"));
  Json rows = Json::array();
  for (const WeekCount& week : figures.by_week)
    rows.add(
        texts({full_day(view, week.start), std::to_string(week.received), std::to_string(week.answered)}));
  paper.table({{view.say("الأسبوع من", "Semaine du"), 2},
               {view.say("وصلت", "Reçues"), 1},
               {view.say("أُجيب عنها", "Répondues"), 1}},
              std::move(rows));
}

void add_months(PaperText& paper, const View& view, const Figures& figures) {
  paper.heading(view.say("حسب الشهر", "Par mois"));
  Json rows = Json::array();
  for (const MonthCount& month : figures.by_month)
    rows.add(texts({month_and_year(month.year, month.month, view.language), std::to_string(month.received),
                    std::to_string(month.answered), std::to_string(month.late),
                    ltr(decimal_text(month.mean_days))}));
  paper.table({{view.say("الشهر", "Mois"), 2},
               {view.say("وصلت", "Reçues"), 1},
               {view.say("أُجيب عنها", "Répondues"), 1},
               {view.say("تجاوزت الأجل", "Hors délai"), 1},
               {view.say("أيام حتى الجواب", "Jours jusqu'à la réponse"), 1}},
              std::move(rows));
}

}  // namespace

std::string case_paper(const View& view, const CaseModel& model) {
  const Case& entry = model.entry;
  PaperText paper(view, cat(view.say("ملف ", "Dossier "), ltr(entry.number.text()), view.say("، ", ", "),
                            category_words(view, entry)));
  std::string subtitle = cat(kind_words(view, entry.kind), " · ", state_words(view, entry.state), " · ",
                             view.say("الأجل: ", "échéance : "), full_day(view, entry.deadline_at));
  if (model.letter)
    subtitle +=
        cat(" · ", view.say("رقم التتبع ", "n° de suivi "), ltr(model.letter->receipt.grouped().view()));
  paper.subtitle(subtitle);
  paper.heading(view.say("ما كتبه المواطن", "Ce que le citoyen a écrit"));
  if (model.letter) {
    paper.quote(model.letter->draft.text.view());
  } else {
    paper.text(no_letter_words(view, entry));
  }
  paper.heading(view.say("المكان والاتصال", "Lieu et contact"));
  add_place(paper, view, model);
  add_history_of(paper, view, model);
  return paper.json();
}

std::string cases_paper(const View& view, const InboxQuery& query, std::span<const Case> cases,
                        std::int64_t all) {
  PaperText paper(view, view.say("لائحة الملفات", "Liste des dossiers"));
  paper.wide();
  const auto count = static_cast<std::int64_t>(cases.size());
  const std::string how_many =
      count == all ? cat(view.say("العدد: ", "nombre : "), all)
                   : cat(view.say("العدد: ", "nombre : "), all, view.say("، أولها: ", ", dont les "), count,
                         view.say("", " premiers"));
  paper.subtitle(cat(filters_in_words(view, query), " · ", how_many));
  Json rows = Json::array();
  for (const Case& entry : cases) rows.add(case_row(view, entry));
  paper.table({{view.say("رقم الملف", "Dossier"), 9},
               {view.say("النوع", "Nature"), 9},
               {view.say("الموضوع", "Sujet"), 17},
               {view.say("المقاطعة", "Arrondissement"), 13},
               {view.say("الوصول", "Reçue"), 11},
               {view.say("أجل الجواب", "Échéance"), 11},
               {view.say("الحالة", "État"), 17},
               {view.say("أُجيب في", "Répondue"), 11},
               {view.say("المكلف", "Responsable"), 11},
               {view.say("المصدر", "Source"), 10}},
              std::move(rows));
  return paper.json();
}

std::string figures_paper(const View& view, const Figures& figures) {
  PaperText paper(view, view.say("أرقام خلية الشكايات", "Les chiffres de la cellule"));
  const base::Timestamp last = figures.end - base::Milliseconds(1);
  paper.subtitle(cat(view.say("من ", "du "), full_day(view, figures.start), view.say(" إلى ", " au "),
                     full_day(view, last)));
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  paper.fact(view.say("شكاية وصلت", "Réclamations reçues"), number(figures.now.received));
  paper.fact(view.say("مفتوحة الآن", "Ouvertes"), number(figures.open));
  paper.fact(view.say("المتأخرة منها", "dont en retard"), number(figures.late));
  paper.fact(view.say("أُجيب عنها", "Répondues"), number(figures.now.answered));
  paper.fact(view.say("أُجيب عنها داخل الأجل", "Répondues dans le délai"), number(figures.now.in_time));
  paper.fact(view.say("أيام حتى الجواب", "Jours jusqu'à la réponse"),
             ltr(decimal_text(figures.now.mean_days)));
  paper.end_facts();
  const std::string_view count = view.say("العدد", "Nombre");
  const auto name = [&view](std::string_view slug, auto named) {
    return slug.empty() ? std::string(view.say("غير محددة", "non précisé")) : named(slug);
  };
  add_counts(paper, view.say("حسب المقاطعة", "Par arrondissement"), count, figures.by_district,
             [&](std::string_view slug) {
               return name(slug, [&](auto s) { return view.names->district(s, view.language); });
             });
  add_counts(paper, view.say("حسب الموضوع", "Par sujet"), count, figures.by_category,
             [&](std::string_view slug) {
               return name(slug, [&](auto s) { return view.names->category(s, view.language); });
             });
  add_counts(paper, view.say("حسب النوع", "Par nature"), count, figures.by_kind, [&](std::string_view slug) {
    const std::optional<complaint::Kind> kind = complaint::parse_kind(slug);
    return kind ? std::string(kind_words(view, *kind)) : std::string(slug);
  });
  add_weeks(paper, view, figures);
  add_months(paper, view, figures);
  return paper.json();
}

}  // namespace kiosk::desk
