#include "kiosk/desk/dashboard_page.h"

#include <algorithm>
#include <array>
#include <map>

#include "kiosk/desk/case_words.h"
#include "kiosk/desk/kiosk_words.h"

namespace kiosk::desk {
namespace {

// Of the chart of weeks, in its own units.
constexpr int kChartWidth = 700, kChartHeight = 230, kChartFoot = 30, kChartAxis = 44;
constexpr std::int64_t kGridLines = 2;
constexpr std::int64_t kLeastForPercent = 10;  // of fewer, a percentage says more than there is

std::string percent(std::int64_t part, std::int64_t whole) {
  return base::cat(whole == 0 ? 0 : (part * 100 + whole / 2) / whole, "%");
}

// "+8%" against the time before.
Markup change_words(const View& view, std::int64_t now, std::int64_t before) {
  Markup out;
  if (before == 0) {
    out << view.say("لا شيء في الفترة السابقة", "rien sur la période précédente");
    return out;
  }
  if (before < kLeastForPercent) {
    out << view.say("في الفترة السابقة: ", "période précédente : ") << before;
    return out;
  }
  const std::int64_t change = (now - before) * 100 / before;
  out << "<bdi class=\"ltr\">" << (change >= 0 ? "+" : "−") << std::abs(change) << "%</bdi>"
      << view.say(" عن الفترة السابقة", " par rapport à la période précédente");
  return out;
}

Markup figure(std::string_view picture, std::string_view number, std::string_view what,
              const Markup& beside) {
  Markup out;
  out << "<div class=\"card figure\"><i class=\"arch\">" << icon(picture)
      << "</i><div><strong><bdi class=\"ltr\">" << number << "</bdi></strong><div>" << what
      << "</div><div class=\"small\">" << beside << "</div></div></div>";
  return out;
}

Markup figures_row(const View& view, const Figures& figures) {
  Markup fresh, in_time, mean;
  fresh << view.say("الجديدة منها: ", "dont nouvelles : ") << figures.fresh
        << view.say("، المتأخرة: ", ", en retard : ") << figures.late;
  in_time << view.say("عدد الأجوبة: ", "réponses : ") << figures.now.answered;
  if (figures.before.answered == 0) {
    mean << view.say("لا أجوبة في الفترة السابقة", "aucune réponse sur la période précédente");
  } else {
    mean << view.say("في الفترة السابقة: ", "période précédente : ") << "<bdi class=\"ltr\">"
         << decimal_text(figures.before.mean_days) << "</bdi>";
  }
  Markup out;
  out << "<div class=\"figures\">"
      << figure("inbox", std::to_string(figures.now.received), view.say("شكاية وصلت", "réclamations reçues"),
                change_words(view, figures.now.received, figures.before.received))
      << figure("hourglass", std::to_string(figures.open), view.say("مفتوحة الآن", "ouvertes maintenant"),
                fresh)
      << figure("clock", percent(figures.now.in_time, figures.now.answered),
                view.say("أُجيب داخل الأجل", "répondues dans le délai"), in_time)
      << figure("reply", decimal_text(figures.now.mean_days),
                view.say("أيام حتى الجواب", "jours jusqu'à la réponse"), mean)
      << "</div>";
  return out;
}

// A round number a little above.
std::int64_t ceiling_of(std::int64_t most) {
  for (std::int64_t step = 1;; step *= 10) {
    for (const std::int64_t times : {2, 4, 6, 8, 10, 16}) {
      if (step * times >= most) return step * times;
    }
  }
}

// Time runs in the direction of the page: the oldest week where reading begins.
int week_x(const View& view, std::size_t week, std::size_t count) {
  const int room = kChartWidth - kChartAxis;
  const int at = static_cast<int>((2 * week + 1) * static_cast<std::size_t>(room) / (2 * count));
  return view.language == base::Language::ar ? room - at : kChartAxis + at;
}

Markup grid(const View& view, std::int64_t ceiling) {
  const bool arabic = view.language == base::Language::ar;
  const int start = arabic ? 0 : kChartAxis, end = arabic ? kChartWidth - kChartAxis : kChartWidth;
  Markup out;
  for (std::int64_t line = 0; line <= kGridLines; ++line) {
    const int y =
        kChartHeight - kChartFoot - static_cast<int>(line * (kChartHeight - kChartFoot - 10) / kGridLines);
    out << "<line class=\"grid\" x1=\"" << start << "\" x2=\"" << end << "\" y1=\"" << y << "\" y2=\"" << y
        << "\"/><text x=\"" << (arabic ? kChartWidth - 4 : kChartAxis - 8) << "\" y=\"" << y + 5
        << "\" text-anchor=\"end\">" << ceiling * line / kGridLines << "</text>";
  }
  return out;
}

std::string inbox_from_week(const WeekCount& week) {
  return base::cat("/cases?show=all&from=", day_text(week.start),
                   "&to=", day_text(week.start + std::chrono::days(6)));
}

Markup week_chart(const View& view, const Figures& figures) {
  std::int64_t most = 1;
  for (const WeekCount& week : figures.by_week) most = std::max({most, week.received, week.answered});
  const std::int64_t ceiling = ceiling_of(most);
  const auto y_of = [&](std::int64_t value) {
    return kChartHeight - kChartFoot - static_cast<int>(value * (kChartHeight - kChartFoot - 10) / ceiling);
  };
  const std::size_t count = figures.by_week.size();
  const int width = std::max(4, (kChartWidth - kChartAxis) * 6 / 10 / static_cast<int>(count));
  const std::size_t label_every = (count + 5) / 6;
  const bool leads = view.may(Right::list_cases);
  Markup bars, dots, labels;
  std::string line;
  for (std::size_t at = 0; at < count; ++at) {
    const WeekCount& week = figures.by_week[at];
    const int x = week_x(view, at, count);
    const int top = y_of(week.received);
    if (leads) {
      bars << "<a href=\"" << inbox_from_week(week) << "\">";
    } else {
      bars << "<g>";
    }
    bars << "<title>" << day_and_month(week.start, view.now, view.language) << ": " << week.received
         << "</title><rect class=\"" << (at + 1 == count ? "bar now" : "bar") << "\" rx=\"8\" x=\""
         << x - width / 2 << "\" y=\"" << top << "\" width=\"" << width << "\" height=\""
         << kChartHeight - kChartFoot - top << "\"/>" << (leads ? "</a>" : "</g>");
    line += base::cat(line.empty() ? "" : " ", x, ",", y_of(week.answered));
    dots << "<circle cx=\"" << x << "\" cy=\"" << y_of(week.answered) << "\" r=\"4\"/>";
    if (at % label_every == 0)
      labels << "<text class=\"label\" x=\"" << x << "\" y=\"" << kChartHeight - 8
             << "\" text-anchor=\"middle\">" << day_and_month(week.start, view.now, view.language)
             << "</text>";
  }
  Markup out;
  out << "<svg class=\"weeks\" role=\"group\" viewBox=\"0 0 " << kChartWidth << " " << kChartHeight
      << "\" aria-label=\""
      << view.say("الشكايات حسب الأسبوع، والأرقام في الجدول أسفله",
                  "Réclamations par semaine, chiffres dans le tableau ci-dessous")
      << "\">" << grid(view, ceiling) << bars << "<polyline class=\"line\" points=\"" << line << "\"/>"
      << "<g class=\"dots\">" << dots << "</g>" << labels << "</svg>";
  return out;
}

Markup week_table(const View& view, const Figures& figures) {
  Markup out;
  out << "<details class=\"table no-print\"><summary>" << view.say("جدول", "Tableau")
      << "</summary><table><thead><tr><th scope=\"col\">" << view.say("أسبوع", "Semaine du")
      << "</th><th scope=\"col\">" << view.say("وصلت", "Reçues") << "</th><th scope=\"col\">"
      << view.say("أُجيب عنها", "Répondues") << "</th></tr></thead><tbody>";
  for (const WeekCount& week : figures.by_week)
    out << "<tr><td>" << day_and_month(week.start, view.now, view.language) << "</td><td>" << week.received
        << "</td><td>" << week.answered << "</td></tr>";
  out << "</tbody></table></details>";
  return out;
}

Markup weeks_card(const View& view, const Figures& figures) {
  Markup out;
  out << "<section class=\"card weeks\"><div class=\"row\"><h2>" << view.say("حسب الأسبوع", "Par semaine")
      << "</h2><span class=\"end small\"><i class=\"key\"></i> " << view.say("وصلت", "Reçues")
      << " <i class=\"key line\"></i> " << view.say("أُجيب عنها", "Répondues") << "</span></div>"
      << week_chart(view, figures) << week_table(view, figures) << "</section>";
  return out;
}

// A bar of a chart across, square where it begins and round where it ends.
struct Bar {
  std::string name;
  std::int64_t count;
  std::string href;
  std::string_view picture;
};

// The names lead to the cases, for whoever may see those.
Markup bars_card(const View& view, std::string_view title, std::string_view look,
                 const std::vector<Bar>& bars) {
  const bool leads = view.may(Right::list_cases);
  std::int64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.count);
  Markup out;
  out << "<section class=\"card bars " << look << "\"><h2>" << title << "</h2><table class=\"chart\"><tbody>";
  for (const Bar& bar : bars) {
    out << "<tr><th scope=\"row\">";
    if (!bar.picture.empty()) out << icon(bar.picture);
    const bool is_link = leads && !bar.href.empty();
    if (is_link) out << "<a href=\"" << bar.href << "\">";
    out << bar.name;
    if (is_link) out << "</a>";
    out << "</th><td class=\"room\"><svg aria-hidden=\"true\"><svg aria-hidden=\"true\" width=\""
        << std::max<std::int64_t>(1, bar.count * 100 / most)
        << "%\" height=\"16\"><rect width=\"100%\" height=\"16\" rx=\"6\"/><rect width=\"50%\" "
           "height=\"16\"/></svg></svg></td><td class=\"number\">"
        << bar.count << "</td></tr>";
  }
  out << "</tbody></table></section>";
  return out;
}

// Nowhere where the field is empty: the inbox cannot ask for that.
std::string inbox_of(const Figures& figures, std::string_view field, std::string_view slug) {
  if (slug.empty()) return {};
  return base::cat("/cases?show=all&", field, "=", slug, "&from=", day_text(figures.start));
}

Markup district_card(const View& view, const Figures& figures) {
  std::vector<Bar> bars;
  for (const Counted& one : figures.by_district)
    bars.push_back({one.slug.empty() ? std::string(view.say("غير محددة", "non précisé"))
                                     : view.names->district(one.slug, view.language),
                    one.count, inbox_of(figures, "district", one.slug), ""});
  return bars_card(view, view.say("حسب المقاطعة", "Par arrondissement"), "teal", bars);
}

Markup category_card(const View& view, const Figures& figures) {
  std::vector<Bar> bars;
  for (const Counted& one : figures.by_category)
    bars.push_back({one.slug.empty() ? std::string(view.say("دون موضوع", "sans sujet"))
                                     : view.names->category(one.slug, view.language),
                    one.count, inbox_of(figures, "category", one.slug), category_icon(one.slug)});
  return bars_card(view, view.say("حسب الموضوع", "Par sujet"), "brick two", bars);
}

Markup kind_card(const View& view, const Figures& figures) {
  std::vector<Bar> bars;
  for (const Counted& one : figures.by_kind) {
    const auto kind = complaint::parse_kind(one.slug);
    bars.push_back({kind ? std::string(kind_words(view, *kind)) : one.slug, one.count,
                    inbox_of(figures, "kind", one.slug), ""});
  }
  return bars_card(view, view.say("حسب النوع", "Par nature"), "teal", bars);
}

Markup month_card(const View& view, const Figures& figures) {
  Markup out;
  out << "<section class=\"card months\"><h2>" << view.say("حسب الشهر", "Par mois")
      << "</h2><table class=\"plain\"><thead><tr>";
  for (const std::string_view head :
       {view.say("الشهر", "Mois"), view.say("وصلت", "Reçues"), view.say("أُجيب عنها", "Répondues"),
        view.say("تجاوزت الأجل", "Hors délai"), view.say("متوسط الأيام", "Jours en moyenne")})
    out << "<th scope=\"col\">" << head << "</th>";
  out << "</tr></thead><tbody>";
  for (const MonthCount& month : figures.by_month) {
    if (month.received == 0 && month.answered == 0) continue;
    out << "<tr><th scope=\"row\">" << month_and_year(month.year, month.month, view.language) << "</th><td>"
        << month.received << "</td><td>" << month.answered << "</td><td>" << month.late
        << "</td><td><bdi class=\"ltr\">"
        << (month.answered > 0 ? decimal_text(month.mean_days) : std::string("–")) << "</bdi></td></tr>";
  }
  out << "</tbody></table></section>";
  return out;
}

bool is_screen(const KioskRow& kiosk) { return !kiosk.revoked && !is_open311(kiosk.id); }

// The version that most kiosks show.
std::pair<std::string, std::ptrdiff_t> common_content(const std::vector<KioskRow>& kiosks) {
  std::map<std::string, std::ptrdiff_t> versions;
  for (const KioskRow& kiosk : kiosks) {
    if (is_screen(kiosk) && kiosk.health && !kiosk.health->content.empty()) ++versions[kiosk.health->content];
  }
  const auto most = std::max_element(versions.begin(), versions.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == versions.end()) return {};
  return *most;
}

Markup health_card(const View& view, const std::vector<KioskRow>& kiosks) {
  const auto screens = std::count_if(kiosks.begin(), kiosks.end(), is_screen);
  const auto well = std::count_if(kiosks.begin(), kiosks.end(), [&](const KioskRow& kiosk) {
    return is_screen(kiosk) && is_well(view, kiosk);
  });
  Markup out;
  out << "<section class=\"card health\"><div class=\"row\"><h2>"
      << view.say("صحة الشاشات", "État des bornes") << "</h2><span class=\"end tag "
      << (well == screens ? "answered" : "soon") << "\">" << well << view.say(" من ", " sur ") << screens
      << view.say(" سليمة", " en ordre") << "</span></div><table class=\"plain\"><tbody>";
  for (const KioskRow& kiosk : kiosks) {
    if (!is_screen(kiosk)) continue;
    const KioskLook look = look_of(view, kiosk);
    out << "<tr><th scope=\"row\"><bdi>" << kiosk.name << "</bdi></th><td class=\"" << look.look << "\">"
        << icon(look.picture) << look.words << "</td></tr>";
  }
  out << "</tbody></table>";
  const auto [content, count] = common_content(kiosks);
  if (!content.empty())
    out << "<p class=\"small\">" << icon("pack") << view.say("المحتوى ", "Contenu ") << "<bdi class=\"ltr\">"
        << content << "</bdi>" << view.say(" على ", " sur ") << count << view.say(" من ", " de ") << screens
        << "</p>";
  out << "</section>";
  return out;
}

Markup weeks_choice(const View& view, const Figures& figures) {
  Markup out;
  out << "<form method=\"get\" action=\"/dashboard\"><select name=\"weeks\" data-submit aria-label=\""
      << view.say("الفترة", "Période") << "\">";
  for (const int weeks : kWeeksChoices) {
    out << "<option value=\"" << weeks << "\"" << (weeks == figures.weeks ? " selected" : "") << ">"
        << view.say("آخر ", "") << weeks;
    if (weeks > 10) out << view.say(" أسبوعاً", " dernières semaines");
    if (weeks <= 10) out << view.say(" أسابيع", " dernières semaines");
    out << "</option>";
  }
  out << "</select><noscript><button class=\"button\">" << view.say("عرض", "Afficher")
      << "</button></noscript></form>";
  return out;
}

}  // namespace

base::HttpResponse dashboard_page(const View& view, const Figures& figures,
                                  const std::vector<KioskRow>& kiosks) {
  const std::string_view title = view.say("لوحة القيادة", "Tableau de bord");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1><span class=\"small\">" << view.say("من ", "du ")
          << day_and_month(figures.start, view.now, view.language) << view.say(" إلى ", " au ")
          << day_and_month(figures.end - base::Milliseconds(1), view.now, view.language)
          << "</span><div class=\"end no-print\">" << weeks_choice(view, figures);
  if (view.may(Right::export_counts))
    content << button_link(base::cat("/export/counts.csv?weeks=", figures.weeks), "saved",
                           view.say("تصدير", "Exporter"))
            << button_link(base::cat("/export/counts.pdf?weeks=", figures.weeks), "document", "PDF");
  content << "</div></div>" << figures_row(view, figures) << "<div class=\"board\">"
          << weeks_card(view, figures) << district_card(view, figures) << category_card(view, figures)
          << health_card(view, kiosks) << month_card(view, figures) << kind_card(view, figures) << "</div>";
  return page_response(view, 200, title, content);
}

base::HttpResponse kiosks_page(const View& view, const std::vector<KioskRow>& kiosks) {
  const std::string_view title = view.say("الشاشات", "Bornes");
  Markup content;
  content << "<div class=\"top\"><h1>" << title << "</h1></div><table><thead><tr>";
  for (const std::string_view head :
       {view.say("الشاشة", "Borne"), view.say("المكان", "Lieu"), view.say("الحالة", "État"),
        view.say("المحتوى", "Contenu"), view.say("البرنامج", "Programme"),
        view.say("آخر الأخطاء", "Dernières erreurs")})
    content << "<th scope=\"col\">" << head << "</th>";
  content << "</tr></thead><tbody>";
  for (const KioskRow& kiosk : kiosks) {
    if (is_open311(kiosk.id)) continue;
    const KioskLook look = look_of(view, kiosk);
    content << "<tr><th scope=\"row\"><bdi class=\"ltr\">" << kiosk.id.text() << "</bdi></th><td><bdi>"
            << kiosk.name << "</bdi></td>";
    if (kiosk.revoked) {
      content << "<td class=\"is-error\">" << icon("error")
              << view.say("ملغاة: يُرفض كل ما يأتي منها", "révoquée : tout est refusé");
    } else {
      content << "<td class=\"" << look.look << "\">" << icon(look.picture) << look.words;
    }
    content << "</td><td><bdi class=\"ltr\">" << (kiosk.health ? kiosk.health->content : std::string())
            << "</bdi></td><td><bdi class=\"ltr\">" << (kiosk.health ? kiosk.health->program : std::string())
            << "</bdi></td><td class=\"small\"><bdi class=\"ltr\">"
            << (kiosk.health ? kiosk.health->errors : std::string()) << "</bdi></td></tr>";
  }
  content << "</tbody></table><p class=\"small\">"
          << view.say("تُسجَّل الشاشات وتُلغى بالأمر kiosk-desk kiosk.",
                      "Les bornes s'enregistrent et se révoquent avec la commande kiosk-desk kiosk.")
          << "</p>";
  return page_response(view, 200, title, content);
}

}  // namespace kiosk::desk
