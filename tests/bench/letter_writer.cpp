#include "tests/bench/letter_writer.h"

#include <array>
#include <cmath>

#include "kiosk/base/utf8.h"

namespace kiosk::bench {
namespace {

using base::Language;
using Sentences = std::array<std::string_view, 3>;

constexpr std::size_t kDetailsMost = 9;
constexpr int kArabicPercent = 72;

struct Opening {
  std::string_view category;
  Sentences ar, fr;
};
constexpr std::array kOpenings = {
    Opening{"cleanliness",
            {"لم تُجمع النفايات من أمام العمارات منذ أيام.", "الحاوية ممتلئة والأزبال متناثرة على الرصيف.",
             "أحد الأوراش يرمي الأتربة ومخلفات البناء بجانب المدرسة."},
            {"Les ordures ne sont plus ramassées devant les immeubles depuis plusieurs jours.",
             "Le conteneur déborde et les déchets couvrent le trottoir.",
             "Un chantier dépose ses gravats à côté de l'école."}},
    Opening{"lighting",
            {"عمود الإنارة أمام الصيدلية مطفأ منذ ثلاثة أسابيع.", "مصابيح الزنقة كلها لا تشتغل ليلاً.",
             "أسلاك كهربائية مكشوفة في أسفل عمود الإنارة."},
            {"Le lampadaire devant la pharmacie est éteint depuis trois semaines.",
             "Toutes les lampes de la rue restent éteintes la nuit.",
             "Des fils électriques sont à nu au pied du lampadaire."}},
    Opening{"roads",
            {"حفرة عميقة وسط الطريق تتسبب في حوادث للدراجات.", "الرصيف مكسور ولا يستطيع الراجلون المرور منه.",
             "غطاء بالوعة ناقص منذ الأمطار الأخيرة."},
            {"Un trou profond au milieu de la chaussée provoque des accidents de deux-roues.",
             "Le trottoir est cassé et les piétons ne peuvent plus passer.",
             "Il manque un couvercle de regard depuis les dernières pluies."}},
    Opening{
        "water",
        {"تسرب للماء الصالح للشرب يسيل في الزنقة ليل نهار.",
         "قناة الصرف مختنقة والمياه العادمة تخرج إلى الشارع.", "رائحة كريهة تنبعث من البالوعات قرب السوق."},
        {"Une fuite d'eau potable coule dans la rue jour et nuit.",
         "La conduite est bouchée et les eaux usées débordent sur la chaussée.",
         "Une odeur insupportable sort des regards près du marché."}},
    Opening{"gardens",
            {"غصن شجرة كبير مائل فوق الممر ويخيف المارة.", "الحديقة جافة ولم تُسق منذ بداية الصيف.",
             "ألعاب الأطفال في الحديقة مكسورة."},
            {"Une grosse branche penche au-dessus du passage et inquiète les passants.",
             "Le jardin est sec, il n'a pas été arrosé depuis le début de l'été.",
             "Les jeux d'enfants du jardin sont cassés."}},
    Opening{"building",
            {"جدار بناية قديمة مهدد بالسقوط على المارة.", "أشغال بناء بدون لوحة رخصة تحتل الرصيف كله.",
             "بناية مهجورة أصبحت مطرحاً للأزبال."},
            {"Le mur d'un vieux bâtiment menace de tomber sur les passants.",
             "Des travaux sans panneau de permis occupent tout le trottoir.",
             "Un bâtiment abandonné est devenu une décharge."}},
    Opening{"markets",
            {"الباعة يحتلون الممر ولا تستطيع سيارة الإسعاف الدخول.",
             "مخلفات السوق تبقى في الشارع بعد الإغلاق.", "لا ماء ولا نظافة في جناح السمك."},
            {"Les vendeurs occupent le passage et une ambulance ne pourrait pas entrer.",
             "Les déchets du marché restent dans la rue après la fermeture.",
             "Le carré aux poissons n'a ni eau ni nettoyage."}},
    Opening{"noise",
            {"ورشة للحدادة تشتغل وسط الحي حتى ساعة متأخرة.", "موسيقى مرتفعة كل ليلة من محل في أسفل العمارة.",
             "دخان المحل يدخل إلى بيوتنا كل مساء."},
            {"Un atelier de ferronnerie travaille dans le quartier jusque tard le soir.",
             "Un local au pied de l'immeuble met de la musique très fort chaque nuit.",
             "La fumée du commerce entre chez nous tous les soirs."}},
    Opening{"other",
            {"أطلب معلومات عن ملف وضعته بالمقاطعة ولم أتوصل بأي جواب.",
             "أقترح وضع كراسي في ساحة الحي لكبار السن.", "شباك الاستقبال مغلق قبل الوقت المعلن."},
            {"Je demande des nouvelles d'un dossier déposé à l'arrondissement, sans réponse à ce jour.",
             "Je propose d'installer des bancs sur la place du quartier pour les personnes âgées.",
             "Le guichet d'accueil ferme avant l'heure affichée."}}};

constexpr std::array<std::string_view, 12> kDetailsAr = {
    "المكان قرب المسجد، على بعد خمسين متراً من الشارع الرئيسي.",
    "أخبرنا المصلحة مرتين في الشهر الماضي ولم يأت أحد.",
    "الأطفال يمرون من هنا كل صباح في طريقهم إلى المدرسة.",
    "سقطت امرأة مسنة في نفس المكان الأسبوع الماضي.",
    "نشكركم على تدخلكم في أقرب وقت ممكن.",
    "السكان مستعدون للمساعدة إذا طُلب منهم ذلك.",
    "يزداد الأمر سوءاً كلما نزل المطر.",
    "الزنقة ضيقة والسيارات تقف على الجانبين.",
    "رقم العمود مكتوب عليه لكنه لا يُقرأ جيداً.",
    "سبق أن أُصلح هذا قبل سنة ثم عاد كما كان.",
    "نلتمس منكم إرسال لجنة لمعاينة المكان.",
    "يمكن الاتصال بي بعد الخامسة مساء."};
constexpr std::array<std::string_view, 12> kDetailsFr = {
    "C'est près de la mosquée, à cinquante mètres de l'avenue.",
    "Nous avons prévenu le service deux fois le mois dernier, personne n'est venu.",
    "Les enfants passent par là chaque matin pour aller à l'école.",
    "Une dame âgée est tombée au même endroit la semaine dernière.",
    "Merci d'intervenir dès que possible.",
    "Les habitants sont prêts à aider s'il le faut.",
    "Cela empire à chaque pluie.",
    "La rue est étroite et les voitures stationnent des deux côtés.",
    "Le numéro du poteau se lit mal.",
    "Cela a déjà été réparé il y a un an, puis c'est revenu.",
    "Nous demandons qu'une commission vienne constater.",
    "On peut m'appeler après dix-sept heures."};
constexpr std::array<std::string_view, 6> kPlacesAr = {"حي السلام",    "الحي الجديد", "قرب السوق المغطى",
                                                       "أمام المدرسة", "واد الذهب",   "قرب محطة الترامواي"};
constexpr std::array<std::string_view, 6> kPlacesFr = {
    "Hay Salam",      "Le nouveau quartier", "Près du marché couvert",
    "Devant l'école", "Oued Eddahab",        "Près de la station de tramway"};
constexpr std::array<std::string_view, 4> kAnswersAr = {
    "قام فريق المصلحة بإصلاح العطب يوم أمس، ونشكركم على تنبيهنا.",
    "أُدرجت الأشغال في برنامج الشهر المقبل، وستُعلن تواريخها بلوحة في عين المكان.",
    "هذا الأمر من اختصاص مؤسسة أخرى، وقد أُحيل عليها ملفكم كتابة.",
    "عاينت لجنة المكان وأُنذر صاحب المحل بوضع حد للإزعاج داخل أجل خمسة عشر يوماً."};
constexpr std::array<std::string_view, 4> kAnswersFr = {
    "Une équipe du service a réparé hier ; merci de nous avoir prévenus.",
    "Les travaux sont inscrits au programme du mois prochain, un panneau en annoncera les dates.",
    "Cela relève d'un autre organisme, à qui votre dossier a été transmis par écrit.",
    "Une commission s'est rendue sur place et le commerce a quinze jours pour faire cesser la gêne."};

const Opening& opening_of(std::string_view category) {
  for (const Opening& opening : kOpenings) {
    if (opening.category == category) return opening;
  }
  return kOpenings.back();
}

// Not all are equally far from a kiosk, or equally well served.
std::size_t skewed(Dice& dice, std::size_t count) {
  const double place = dice.share();
  return static_cast<std::size_t>(std::pow(place, 1.6) * static_cast<double>(count));
}

}  // namespace

std::string LetterWriter::text(Language language, std::string_view category) {
  const Opening& opening = opening_of(category);
  const bool arabic = language == Language::ar;
  std::string out(dice_.one_of(arabic ? opening.ar : opening.fr));
  // Most letters are short.
  const std::size_t details = std::min(dice_.below(kDetailsMost), dice_.below(kDetailsMost));
  for (std::size_t count = 0; count < details; ++count) {
    const std::string_view detail = dice_.one_of(arabic ? kDetailsAr : kDetailsFr);
    if (base::count_code_points(out) + base::count_code_points(detail) < complaint::kTextMaxCodePoints)
      out += base::cat(dice_.happens(25) ? "\n" : " ", detail);
  }
  return out;
}

void LetterWriter::answer_questions(complaint::Draft& draft) {
  for (const desk::Question& question : names_.questions) {
    if (question.category != draft.category || dice_.happens(30)) continue;
    const std::string number = std::to_string(1 + dice_.below(400));
    complaint::set_answer(draft, question.words.slug,
                          question.values.empty() ? number : dice_.one_of(question.values).slug);
  }
}

complaint::Draft LetterWriter::write() {
  complaint::Draft draft;
  draft.language = dice_.happens(kArabicPercent) ? Language::ar : Language::fr;
  const bool arabic = draft.language == Language::ar;
  const std::size_t kind = dice_.below(100);
  if (kind >= 86) draft.kind = kind < 94 ? complaint::Kind::observation : complaint::Kind::suggestion;
  draft.category = names_.categories[skewed(dice_, names_.categories.size())].slug;
  draft.district = names_.districts[skewed(dice_, names_.districts.size())].slug;
  answer_questions(draft);
  if (dice_.happens(70)) draft.neighbourhood = dice_.one_of(arabic ? kPlacesAr : kPlacesFr);
  if (dice_.happens(50)) draft.landmark = dice_.one_of(arabic ? kPlacesAr : kPlacesFr);
  draft.text = text(draft.language, draft.category);
  draft.phone = "06 12 34 56 78";
  draft.contact = dice_.happens(60) ? complaint::Contact::call : complaint::Contact::sms;
  draft.consent = true;
  return draft;
}

std::string LetterWriter::answer(Language language) {
  return std::string(dice_.one_of(language == Language::ar ? kAnswersAr : kAnswersFr));
}

std::string LetterWriter::message(Language language) {
  return std::string(dice_.one_of(language == Language::ar ? kDetailsAr : kDetailsFr));
}

}  // namespace kiosk::bench
