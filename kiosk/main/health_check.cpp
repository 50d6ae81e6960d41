#include "kiosk/main/health_check.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <set>

#include "kiosk/base/utf8.h"

namespace kiosk::main {
namespace {

using app::Place;
using app::Screen;

constexpr std::size_t kMaxAnswer = 4096;
constexpr const char* kSound = "content: sound\n";

std::vector<Place> places_of(const content::Catalogue& catalogue) {
  const content::Contents& contents = catalogue.contents();
  std::vector<Place> places = {
      {Screen::home, {}, 0}, {Screen::partnerships, {}, 0}, {Screen::category, {}, 0}};
  if (!contents.twins.empty()) places.push_back({Screen::twins, {}, 0});
  if (!contents.periods.empty()) places.push_back({Screen::agreements, {}, 0});
  for (const auto& article : contents.articles) {
    for (std::size_t i = 0; i < article.own(base::Language::ar)->chapters.size(); ++i)
      places.push_back({Screen::article, article.slug, i});
  }
  for (const auto& tip : contents.tips) places.push_back({Screen::tip, tip.slug, 0});
  for (const content::Agreement& one : contents.agreements)
    places.push_back({Screen::agreement, one.slug, 0});
  return places;
}

// What is there to set the direction or the line, and is not drawn.
bool is_format(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F);
}

std::string code_of(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
  return text;
}

std::string name_of_place(const Place& place, base::Language language) {
  return base::cat(app::name_of(place.screen), place.slug.empty() ? "" : "/", place.slug, " (",
                   base::code_of(language), ")");
}

class Looker {
 public:
  Looker(std::shared_ptr<const content::Catalogue> catalogue, const HealthParts& parts) : parts_(parts) {
    state_.kiosk.catalogue = std::move(catalogue);
    state_.kiosk.reduced_motion = true;
    state_.wall = base::Timestamp(state_.kiosk.catalogue->created()) + std::chrono::hours(12);
    state_.now = base::BootTime(std::chrono::hours(1));
  }

  std::vector<std::string> look() {
    for (const base::Language language : base::kLanguages) {
      state_.settings.language = language;
      for (const Place& place : places_of(*state_.kiosk.catalogue)) look_at(place, language);
    }
    for (const content::PackObject& object : state_.kiosk.catalogue->manifest().objects) {
      if (object.is_picture()) look_at(object);
    }
    return std::move(problems_);
  }

 private:
  void add(std::string problem) {
    if (problems_.size() < kMaxHealthProblems) problems_.push_back(std::move(problem));
  }

  // Twice: what a first frame finds out, the second uses.
  void look_at(const Place& place, base::Language language) {
    constexpr int kFrames = 2;
    state_.trail = {{Screen::home, {}, 0}};
    if (place.screen != Screen::home) state_.trail.push_back(place);
    for (int i = 0; i < kFrames; ++i) {
      std::vector<app::Intent> intents;
      parts_.interface.begin(screens::settings_of(state_), state_.wall, state_.now);
      parts_.screens.draw(parts_.interface, state_, intents);
      parts_.interface.end();
    }
    bool has_words = false;
    for (const ui::Node& node : parts_.interface.tree().nodes()) {
      if (node.id == "missing") add(name_of_place(place, language) + ": the page is not there");
      has_words = has_words || (!node.name.empty() && !node.id.starts_with("nav."));
      look_at(node.name, place, language);
    }
    if (!has_words) add(name_of_place(place, language) + ": the page is empty");
  }

  void look_at(std::string_view text, const Place& place, base::Language language) {
    for (std::size_t at = 0; at < text.size();) {
      const base::Decoded decoded = base::decode_utf8(text, at);
      at += decoded.size_bytes;
      if (decoded.code_point < 0x80 || !looked_at_.insert(decoded.code_point).second) continue;
      if (!has_glyph(decoded.code_point))
        add(name_of_place(place, language) + ": no font has " + code_of(decoded.code_point));
    }
  }

  bool has_glyph(char32_t c) {
    if (is_format(c)) return true;
    for (std::size_t face = 0; face < parts_.fonts.faces().size(); ++face) {
      if (parts_.fonts.has(static_cast<text::FaceIndex>(face), c)) return true;
    }
    return false;
  }

  void look_at(const content::PackObject& object) {
    if (parts_.load_picture(base::cat(content::kPictureKind, "/", object.hash.text())).empty())
      add(base::cat("picture/", object.name, ": it cannot be read"));
  }

  const HealthParts& parts_;
  app::State state_;
  std::set<char32_t> looked_at_;
  std::vector<std::string> problems_;
};

// What the program says until it ends; it is ended when the time is over.
struct Ended {
  std::string said;
  int status = -1;
  bool in_time = true;
};

std::string read_all(int fd, std::chrono::steady_clock::time_point until, bool& in_time) {
  std::string said;
  char chunk[512];
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{fd, POLLIN, 0};
    const int ready = left.count() > 0 ? poll(&waiting, 1, static_cast<int>(left.count())) : 0;
    if (ready < 0 && errno == EINTR) continue;
    in_time = ready > 0;
    const ssize_t got = in_time ? read(fd, chunk, sizeof chunk) : 0;
    if (got <= 0) return said;
    if (said.size() < kMaxAnswer) said.append(chunk, static_cast<std::size_t>(got));
  }
}

Ended run(const std::filesystem::path& program, const std::filesystem::path& state,
          std::chrono::milliseconds patience) {
  int ends[2];
  Ended ended;
  if (pipe2(ends, O_CLOEXEC) != 0) return ended;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  // The kiosk holds its stop signals back in every thread; the program that looks must not.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string path = program.string(), option = "--state", folder = state.string(), look = "--check-content";
  char* arguments[] = {path.data(), option.data(), folder.data(), look.data(), nullptr};
  pid_t child = -1;
  const int failed = posix_spawn(&child, path.c_str(), &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed == 0) {
    ended.said = read_all(ends[0], std::chrono::steady_clock::now() + patience, ended.in_time);
    if (!ended.in_time) kill(child, SIGKILL);
    while (waitpid(child, &ended.status, 0) < 0 && errno == EINTR) {
    }
  }
  close(ends[0]);
  return ended;
}

}  // namespace

std::vector<std::string> health_problems(std::shared_ptr<const content::Catalogue> catalogue,
                                         const HealthParts& parts) {
  return Looker(std::move(catalogue), parts).look();
}

int tell_health(const std::vector<std::string>& problems) {
  std::string text = problems.empty() ? kSound : "";
  for (const std::string& problem : problems) text += problem + "\n";
  std::fputs(text.c_str(), stdout);
  return std::fflush(stdout) == 0 && problems.empty() ? 0 : 1;
}

std::string check_health(const std::filesystem::path& program, const std::filesystem::path& state,
                         std::chrono::milliseconds patience) {
  const Ended ended = run(program, state, patience);
  if (!ended.in_time) return "looking at the pages took too long";
  if (ended.status == 0 && ended.said == kSound) return {};
  if (ended.status != -1 && WIFSIGNALED(ended.status))
    return base::cat("the program died of signal ", WTERMSIG(ended.status), " when it looked at the pages");
  const std::string first = ended.said.substr(0, ended.said.find('\n'));
  return first.empty() ? "the pages could not be looked at" : first;
}

}  // namespace kiosk::main
