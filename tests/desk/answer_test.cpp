// What clerks write to citizens, and the states they set: what counts, what is kept, what is refused and how.

#include "tests/support/catch.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using namespace kiosk::desk;
using tests::Browser;
using tests::DeskWorld;
using tests::has;
using tests::kNoon;

namespace {

// A desk with one case and a clerk who reads French.
struct Clerk {
  Clerk() : desk(world.open()), browser(*desk) {
    put(world, *desk);
    browser.sign_in();
    browser.get("/cases/2026-1?lang=fr");
  }
  [[nodiscard]] std::vector<HistoryEntry> history() const {
    const auto database = DeskDatabase::open(world.data()).value();
    return history_of(database->use(), Vault::open(world.paths().cell_key).value(), 1).value();
  }
  base::HttpResponse answer(std::string_view ar, std::string_view fr) {
    return browser.post("/cases/2026-1/answer",
                        base::cat("ar=", percent_encoded(ar), "&fr=", percent_encoded(fr)));
  }
  base::HttpResponse state(std::string_view form) { return browser.post("/cases/2026-1/state", form); }

  const DeskWorld world;
  std::unique_ptr<Desk> desk;
  Browser browser;
};

std::string lines_of_letters(std::size_t lines, std::string_view ending) {
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) text += base::cat("a", ending);
  return text;
}

}  // namespace

TEST_CASE("an answer that is sent twice by a second click is one answer") {
  Clerk clerk;
  CHECK(clerk.answer("تم", "Fait.").status == 303);
  const std::size_t before = clerk.history().size();
  CHECK(clerk.answer("تم", "Fait.").status == 303);
  CHECK(clerk.history().size() == before);
  CHECK(clerk.answer("تم", "Fait, vraiment.").status == 303);
  CHECK(clerk.history().size() == before + 1);
}

TEST_CASE("who answers without having seen what the citizen was told meanwhile is shown it first") {
  Clerk clerk;
  const auto field = [&] {
    const std::string page = tests::body_of(clerk.browser.get("/cases/2026-1"));
    const std::string_view mark = "name=\"seen\" value=\"";
    const std::size_t at = page.find(mark) + mark.size();
    return page.substr(at, page.find('"', at) - at);
  };
  const std::string seen = field();
  CHECK(clerk.browser.post("/cases/2026-1/answer", base::cat("fr=First&seen=", seen)).status == 303);
  const base::HttpResponse late =
      clerk.browser.post("/cases/2026-1/answer", base::cat("fr=Second&seen=", seen));
  CHECK(late.status == 422);
  CHECK(has(late, "Second"));
  CHECK(has(late, "First"));
  CHECK(clerk.browser.post("/cases/2026-1/answer", base::cat("fr=Second&seen=", field())).status == 303);
}

TEST_CASE("an answer that is sent after the session has ended is a draft once its author is in again") {
  Clerk clerk;
  clerk.browser.cookies.clear();
  const base::HttpResponse door = clerk.answer("", "Written-words");
  CHECK(door.status == 403);
  CHECK(has(door, "Written-words"));
  const base::HttpResponse in =
      clerk.browser.post("/sign-in", base::cat("user=amina&password=", percent_encoded(tests::kPassword),
                                               "&back=%2Fcases%2F2026-1&fr=Written-words"));
  CHECK(base::header(in.headers, "Location") == "/cases/2026-1");
  CHECK(has(clerk.browser.get("/cases/2026-1"), "Written-words"));
  CHECK(clerk.history().back().change.event == CaseEvent::opened);  // nothing was sent
}

TEST_CASE("an internal note that is sent after the session has ended comes back to be sent again") {
  Clerk clerk;
  clerk.browser.cookies.clear();
  const base::HttpResponse door = clerk.browser.post("/cases/2026-1/note", "text=Written-note");
  CHECK(door.status == 403);
  CHECK(has(door, "Written-note"));
  const base::HttpResponse in =
      clerk.browser.post("/sign-in", base::cat("user=amina&password=", percent_encoded(tests::kPassword),
                                               "&back=%2Fcases%2F2026-1&text=Written-note"));
  CHECK(in.status == 200);
  CHECK(has(in, "action=\"/cases/2026-1/note\""));
  CHECK(has(in, "Written-note"));
  REQUIRE(clerk.browser.post("/cases/2026-1/note", "text=Written-note").status == 303);
  CHECK(clerk.history().back().change.reason == "Written-note");
}

TEST_CASE("what one clerk wrote before the session ended is not another's to read or to send") {
  Clerk clerk;
  add_user(DeskDatabase::open(clerk.world.data()).value()->use(), "karim", tests::kPassword, Role::agent,
           tests::kDoing)
      .value();
  CHECK(has(clerk.browser.get("/cases/2026-1"), "name=\"author\" value=\"amina\""));
  clerk.browser.cookies.clear();
  const base::HttpResponse door = clerk.browser.post("/cases/2026-1/note", "author=amina&text=Written-note");
  CHECK(has(door, "name=\"author\">\namina<"));
  const base::HttpResponse in = clerk.browser.post(
      "/sign-in", base::cat("user=karim&password=", percent_encoded(tests::kPassword),
                            "&back=%2Fcases%2F2026-1&author=amina&fr=Written-answer&text=Written-note"));
  CHECK(base::header(in.headers, "Location") == "/cases/2026-1");
  CHECK_FALSE(has(in, "Written"));
  CHECK_FALSE(has(clerk.browser.get("/cases/2026-1"), "Written"));
}

TEST_CASE("characters that turn the direction of text are not kept of what clerks write") {
  Clerk clerk;
  REQUIRE(clerk.browser.post("/cases/2026-1/note", "text=avant+%E2%80%AELIVE%E2%80%AC+apres").status == 303);
  CHECK(clerk.history().back().change.reason == "avant LIVE apres");
}

TEST_CASE("who asked for a case gets there by signing in, and nowhere else") {
  Clerk clerk;
  clerk.browser.cookies.clear();
  CHECK(has(clerk.browser.get("/sign-in?back=/cases/2026-1"), "value=\"/cases/2026-1\""));
  for (const char* elsewhere :
       {"//evil.example", "/cases/2026-1/../../x", "https://evil.example", "/cases/x"}) {
    INFO(elsewhere);
    CHECK_FALSE(has(clerk.browser.get(base::cat("/sign-in?back=", elsewhere)), "name=\"back\""));
  }
  const base::HttpResponse in = clerk.browser.post(
      "/sign-in",
      base::cat("user=amina&password=", percent_encoded(tests::kPassword), "&back=%2Fcases%2F2026-1"));
  CHECK(base::header(in.headers, "Location") == "/cases/2026-1");
}

TEST_CASE("a line's end counts as one character, however the browser writes it") {
  Clerk clerk;
  CHECK(clerk.answer("", lines_of_letters(300, "\r\n")).status == 303);
  CHECK(clerk.history().back().change.answer.fr.view() == lines_of_letters(300, "\n"));
  CHECK(clerk.answer(lines_of_letters(300, "\r"), "").status == 303);
  CHECK(clerk.history().back().change.answer.ar.view() == lines_of_letters(300, "\n"));
  CHECK(clerk.answer("", lines_of_letters(300, "\r\n") + "b").status == 422);
}

TEST_CASE("a blank answer is refused as an empty one, and a blank half of an answer is none") {
  Clerk clerk;
  for (const char* blank : {"", "   ", "\r\n\r\n", "\t", "\u00A0", "\u200F \u200B"}) {
    const base::HttpResponse refused = clerk.answer(blank, " ");
    CHECK(refused.status == 422);
    CHECK(has(refused, "La réponse est vide"));
    CHECK_FALSE(has(refused, "trop long"));
  }
  CHECK(clerk.answer(" \r\n ", "Fait.").status == 303);
  CHECK(clerk.history().back().change.answer.ar.empty());
  CHECK(clerk.history().back().change.answer.fr.view() == "Fait.");
}

TEST_CASE("an answer that is too long is told that cause alone, and both texts come back") {
  Clerk clerk;
  const base::HttpResponse refused = clerk.answer("\r\nقصير", std::string(601, 'x'));
  CHECK(refused.status == 422);
  CHECK(has(refused, "600 caractères au plus, il y en a 601"));
  CHECK_FALSE(has(refused, "vide"));
  CHECK(has(refused, std::string(601, 'x')));
  // HTML takes away the first line break of a textarea: one more is written for it.
  CHECK(has(refused, ">\n\nقصير</textarea>"));
}

TEST_CASE("a reason of blanks does not show the telephone") {
  Clerk clerk;
  const base::HttpResponse blank = clerk.browser.post("/cases/2026-1/phone", "reason=%20%20%09");
  CHECK(blank.status == 422);
  CHECK(has(blank, "Il faut un motif"));
  CHECK_FALSE(has(blank, "06 12 34 56 78"));
  const base::HttpResponse long_one =
      clerk.browser.post("/cases/2026-1/phone", "reason=" + std::string(201, 'r'));
  CHECK(long_one.status == 422);
  CHECK(has(long_one, "200 caractères au plus, il y en a 201"));
  CHECK(has(long_one, "value=\"" + std::string(201, 'r')));
}

TEST_CASE("a note that is too long comes back with the state that was chosen") {
  Clerk clerk;
  const base::HttpResponse refused =
      clerk.state("state=waiting_service&note_ar=ok&note_fr=" + std::string(201, 'n'));
  CHECK(refused.status == 422);
  CHECK(has(refused, "200 caractères au plus, il y en a 201"));
  CHECK(has(refused, std::string(201, 'n')));
  CHECK(has(refused, "value=\"ok\""));
  CHECK(has(refused, "value=\"waiting_service\" required checked"));
}

TEST_CASE("a case is answered by an answer: the state alone is not offered and is refused") {
  Clerk clerk;
  CHECK_FALSE(has(clerk.browser.get("/cases/2026-1"), "id=\"state-answered\""));
  const base::HttpResponse refused = clerk.state("state=answered");
  CHECK(refused.status == 422);
  CHECK(has(refused, "Écrivez d'abord la réponse") | has(refused, "Écrivez d&#39;abord la réponse"));
  CHECK(clerk.answer("", "Fait.").status == 303);
  CHECK(clerk.state("state=in_progress").status == 303);
  CHECK(has(clerk.browser.get("/cases/2026-1"), "id=\"state-answered\""));
  CHECK(clerk.state("state=answered").status == 303);
}

TEST_CASE("saving the same state again tells the citizen nothing new, unless there is a note") {
  Clerk clerk;
  CHECK(clerk.state("state=in_progress").status == 303);
  const std::size_t before = clerk.history().size();
  CHECK(clerk.state("state=in_progress").status == 303);
  CHECK(clerk.state("state=in_progress&note_fr=%20").status == 303);
  CHECK(clerk.history().size() == before);
  CHECK(clerk.state("state=in_progress&note_fr=Visite").status == 303);
  CHECK(clerk.history().size() == before + 1);
}
