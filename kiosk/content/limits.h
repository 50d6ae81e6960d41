#pragma once
// How long the texts of a public screen may be, in characters. They are what the layouts of DESIGN sections 9
// and 14 hold at text size 100 %; at 150 % the screens reflow. Beyond a limit `pack check` refuses.

#include <chrono>
#include <cstddef>

namespace kiosk::content {

// A pack's or an edition's day that lies further ahead has a wrong year.
constexpr std::chrono::days kMaxDaysAhead(31);

constexpr std::size_t kMaxSection = 40;  // the line above a title
constexpr std::size_t kMaxTitle = 70;
constexpr std::size_t kMaxLead = 420;  // an introduction; the short notice on personal data is the longest
constexpr std::size_t kMaxLabel = 16;  // a chapter's pill, a campaign's tab
constexpr std::size_t kMaxName = 48;   // a city, a category, a service
constexpr std::size_t kMaxLine = 70;   // the second line of a card or a tip
constexpr std::size_t kMaxFigureNumber = 12;  // a key figure
constexpr std::size_t kMaxFigureWords = 30;   // one line under it
constexpr std::size_t kMaxSentence = 260;     // an aim, a state, a note
constexpr std::size_t kMaxBlock = 700;        // one paragraph
constexpr std::size_t kMaxChartLabel = 32;    // beside the bars, on two lines at most
constexpr std::size_t kMaxSeriesName = 24;    // two of them share the legend's line
constexpr std::size_t kMaxValueWords = 20;    // at the end of a bar
constexpr std::size_t kMaxAddress = 40;
constexpr std::size_t kMaxSourceText = 160;
constexpr std::size_t kMaxUrl = 300;

constexpr std::size_t kChapterWords = 120;     // more is a warning: people read standing
constexpr std::size_t kMaxChapterWords = 200;  // more is refused

constexpr std::size_t kMaxQuestions = 3;  // of a category: people write standing
constexpr std::size_t kMaxValues = 6;     // choices of a question, each large enough for a finger
constexpr std::size_t kMaxValue = 36;     // of one choice's words
constexpr std::size_t kMaxQuestionLabel = 24;
constexpr int kMaxQuestionNumber = 999'999;  // six digits on the keypad

constexpr std::size_t kMaxKeyFigures = 3;
constexpr std::size_t kMaxPoints = 3;
constexpr std::size_t kMaxCards = 6;
constexpr std::size_t kMaxChapters = 6;
constexpr std::size_t kMaxFigureItems = 6;
constexpr std::size_t kMaxChartSeries = 2;
constexpr std::size_t kMaxChartRows = 6;
constexpr double kMaxChartNumber = 1e9;

}  // namespace kiosk::content
