#include "kiosk/content/sources.h"

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/content/codec.h"
#include "kiosk/content/compression.h"
#include "kiosk/content/file_kind.h"
#include "kiosk/content/limits.h"
#include "kiosk/content/lists.h"
#include "kiosk/content/pack_file.h"

namespace kiosk::content {
namespace {

namespace fs = store::fs;
using base::cat;
using base::Language;

// Pages that screens of the program lead to by name.
constexpr auto kNeededArticles =
    std::to_array<std::string_view>({"partnerships", "governance", "covenant", "privacy"});

constexpr auto kTables =
    std::to_array<std::string_view>({"sources", "slides", "twins", "periods", "agreements", "services",
                                     "categories", "districts", "neighbourhoods"});
constexpr auto kTomlFiles = std::to_array<std::string_view>({"site", "campaigns"});
constexpr std::string_view kQuestionsFile = "data/questions.toml";
constexpr auto kPageFolders = std::to_array<std::string_view>({"articles", "tips"});

// By relative path, '/' between steps.
struct SourceFiles {
  std::map<std::string, SourceText, std::less<>> texts;
  std::set<std::string, std::less<>> unreadable;  // there, and why they are no texts was said
};

// Hidden files, and those for people.
bool is_passed_over(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name == "README.md" || name == "CMakeLists.txt";
}

void look_at(const fs::directory_entry& entry, const fs::path& folder, std::vector<fs::path>& found,
             Report& report) {
  const Place place{entry.path().lexically_relative(folder).generic_string(), {}};
  if (entry.is_symlink()) {
    if (!entry.path().filename().string().starts_with('.'))
      report.error(place, "link", say("links to other files are not followed: put the file itself here"));
  } else if (entry.is_regular_file() && is_left_behind(entry.path().filename().string())) {
    say_left_out(place, report);
  } else if (entry.is_regular_file() && !is_passed_over(entry.path())) {
    found.push_back(entry.path());
  }
}

std::vector<fs::path> find_files(const fs::path& folder, Report& report) {
  std::vector<fs::path> found;
  std::error_code code;
  fs::recursive_directory_iterator entry(folder, code), end;
  for (; !code && entry != end; entry.increment(code)) {
    const bool is_media = entry->path() == folder / kMediaFolder;  // no texts: pictures.h
    if (is_media || entry->path().filename().string().starts_with('.')) entry.disable_recursion_pending();
    if (!is_media) look_at(*entry, folder, found, report);
    if (found.size() > kMaxSourceFiles) {
      report.error(
          {".", {}}, "too-many",
          say("there are more than {most} files: is this the right folder?", {{"most", kMaxSourceFiles}}));
      return {};
    }
  }
  if (code) report.error({".", {}}, "folder", say("the folder cannot be read: is its name right?"));
  std::sort(found.begin(), found.end());
  return found;
}

// A photograph or a spreadsheet, more likely than a text.
void say_too_long(const fs::path& path, const std::string& name, Report& report) {
  base::Result<store::FileReader> reader = store::FileReader::open(path);
  const base::Result<base::Bytes> beginning =
      reader ? reader->read(kFileKindBytes) : base::Result<base::Bytes>(reader.error());
  const std::optional<Message> kind = beginning ? no_text(*beginning) : std::nullopt;
  if (kind) return report.error({name, {}}, "file-kind", *kind);
  report.error(
      {name, {}}, "too-long",
      say("the file has more than {most} KiB: make several of it", {{"most", kMaxSourceBytes / 1024}}));
}

SourceFiles read_files(const fs::path& folder, const CanBeShown& can_be_shown, Report& report) {
  SourceFiles files;
  for (const fs::path& path : find_files(folder, report)) {
    const std::string name = path.lexically_relative(folder).generic_string();
    files.unreadable.insert(name);
    const base::Result<base::Bytes> bytes = store::read_file(path, kMaxSourceBytes + 1);
    if (!bytes && bytes.error().is(store::StoreError::too_large)) {
      say_too_long(path, name, report);
      continue;
    }
    if (!bytes) {
      report.error({name, {}}, "unreadable", say("the file cannot be read: look at who may read it"));
      continue;
    }
    std::optional<SourceText> source = read_source(name, *bytes, report, can_be_shown);
    if (!source) continue;
    check_characters(*source, report);
    check_shown(*source, report);
    files.unreadable.erase(name);
    files.texts.emplace(name, std::move(*source));
  }
  return files;
}

std::vector<std::string> known_files() {
  std::vector<std::string> known;
  for (const std::string_view name : kTables) known.push_back(cat("data/", name, ".csv"));
  known.emplace_back("data/pictures.csv");  // may be left out
  for (const std::string_view name : kTomlFiles) known.push_back(cat("data/", name, ".toml"));
  known.emplace_back(kQuestionsFile);  // may be left out
  return known;
}

// "ar/articles/governance.md" -> language, "articles", "governance"; nothing for another shape.
struct PagePath {
  Language language;
  std::string folder;
  std::string slug;
};
std::optional<PagePath> parse_page_path(std::string_view path) {
  const std::size_t first = path.find('/'), last = path.rfind('/');
  if (first == std::string_view::npos || last == first || !path.ends_with(".md")) return std::nullopt;
  const std::optional<Language> language = base::parse_language(path.substr(0, first));
  const std::string_view folder = path.substr(first + 1, last - first - 1);
  std::string_view slug = path.substr(last + 1);
  slug.remove_suffix(3);
  if (!language || !is_among(kPageFolders, folder) || !is_slug(slug)) return std::nullopt;
  return PagePath{*language, std::string(folder), std::string(slug)};
}

PageFiles& page_at(const PagePath& path, std::map<std::string, PageFiles>& pages) {
  PageFiles& page = pages[cat(path.folder, "/", path.slug)];
  page.slug = path.slug;
  page.path = cat(path.folder, "/", path.slug, ".md");
  return page;
}

std::map<std::string, PageFiles> group_pages(const SourceFiles& files, Report& report) {
  const std::vector<std::string> known = known_files();
  std::map<std::string, PageFiles> pages;
  for (const std::string& path : files.unreadable) {
    const std::optional<PagePath> parsed = parse_page_path(path);
    if (parsed) page_at(*parsed, pages).is_unreadable[static_cast<std::size_t>(parsed->language)] = true;
  }
  for (const auto& [path, source] : files.texts) {
    if (std::find(known.begin(), known.end(), path) != known.end()) continue;
    const std::optional<PagePath> parsed = parse_page_path(path);
    if (!parsed) {
      const std::vector<std::string_view> names(known.begin(), known.end());
      const std::optional<std::string_view> near = nearest(names, path);
      report.error(
          source.whole(), "unknown-file",
          near ? say("did you mean «{near}»?", {{"near", *near}})
               : say("pages are {articles} or {tips}; names are small letters a to z, digits and hyphens",
                     {{"articles", "ar/articles/name.md"}, {"tips", "ar/tips/name.md"}}));
      continue;
    }
    page_at(*parsed, pages).files[static_cast<std::size_t>(parsed->language)] = &source;
  }
  return pages;
}

void read_pages(const SourceFiles& files, Reading& reading, Contents& contents) {
  for (const auto& [name, page] : group_pages(files, reading.report)) {
    if (name.starts_with("articles/")) {
      if (is_among(screen_names(), page.slug)) {
        reading.report.error(
            {cat("ar/", page.path), {}}, "duplicate",
            say("«{page}» is the name of a screen; name the page otherwise", {{"page", page.slug}}));
      }
      std::optional<Translated<Article>> article = read_article(page, reading);
      if (article) contents.articles.push_back(std::move(*article));
    } else {
      std::optional<Translated<Tip>> tip = read_tip(page, reading);
      if (tip) contents.tips.push_back(std::move(*tip));
    }
  }
}

std::optional<Table> open_table(const SourceFiles& files, std::string_view name, Reading& reading) {
  const std::string path = cat("data/", name, ".csv");
  const auto found = files.texts.find(path);
  if (found != files.texts.end()) {
    Table table{found->second, read_csv(found->second, reading.report)};
    if (!table.rows.empty() || !reading.report.has_errors(path)) return table;
  } else if (!files.unreadable.contains(path)) {
    reading.report.error({path, {}}, "missing-file", say("this table is missing"));
  }
  reading.unread.emplace(name);
  return std::nullopt;
}

bool has_file(const SourceFiles& files, std::string_view path) {
  return files.texts.contains(path) || files.unreadable.contains(path);
}

void read_tables(const SourceFiles& files, Reading& reading, Contents& contents) {
  using ReadTable = void (*)(const Table&, Reading&, Contents&);
  const std::pair<std::string_view, ReadTable> tables[] = {
      {"slides", read_slides},       {"twins", read_twins},
      {"periods", read_periods},     {"agreements", read_agreements},
      {"services", read_services},   {"categories", read_categories},
      {"districts", read_districts}, {"neighbourhoods", read_neighbourhoods}};
  for (const auto& [name, read] : tables) {
    const std::optional<Table> table = open_table(files, name, reading);
    if (table) read(*table, reading, contents);
  }
}

std::optional<Node> open_toml(const SourceFiles& files, std::string_view name, Reading& reading) {
  const std::string path = cat("data/", name, ".toml");
  const auto found = files.texts.find(path);
  if (found != files.texts.end())
    return read_toml(found->second, 0, found->second.text().size(), reading.report);
  if (!files.unreadable.contains(path))
    reading.report.error({path, {}}, "missing-file", say("this file is missing"));
  return std::nullopt;
}

// Every link, card and story leads to a page that is in the pack, or to a screen of the program.
void check_links(const Contents& contents, Reading& reading) {
  std::vector<std::string_view> targets(screen_names().begin(), screen_names().end());
  for (const auto& article : contents.articles) targets.push_back(article.slug);
  targets.insert(targets.end(), reading.unreadable.begin(), reading.unreadable.end());
  const std::set<std::string_view> there(targets.begin(), targets.end());
  for (const PageLink& link : reading.links) {
    if (there.contains(link.to)) continue;
    const std::optional<std::string_view> near = nearest(targets, link.to);
    Message message = near ? say("there is no page «{page}»", {{"page", link.to}})
                           : say("there is no page «{page}» in the pack", {{"page", link.to}});
    suggest(message, near);
    reading.report.error(link.place, "dead-link", std::move(message));
  }
  for (const std::string_view needed : kNeededArticles) {
    if (is_among(targets, needed)) continue;
    reading.report.error({cat("ar/articles/", needed, ".md"), {}}, "needed",
                         say("the screens cannot do without this page"));
  }
}

// The screens lead to the needed ones. Where a page could not be read nobody knows where it leads.
void check_ways(const Contents& contents, Reading& reading) {
  if (!reading.unreadable.empty()) return;
  std::set<std::string_view> led_to(kNeededArticles.begin(), kNeededArticles.end());
  for (const PageLink& link : reading.links) led_to.insert(link.to);
  for (const auto& article : contents.articles) {
    if (led_to.contains(article.slug)) continue;
    reading.report.warning({cat("ar/articles/", article.slug, ".md"), {}}, "unseen",
                           say("no card and no link leads to this page: readers find it only by searching"));
  }
}

// A tip that no campaign names would never be seen.
void check_tips(const Contents& contents, Report& report) {
  for (const auto& tip : contents.tips) {
    bool named = false;
    for (const Campaign& campaign : contents.campaigns) {
      named = named || std::find(campaign.tips.begin(), campaign.tips.end(), tip.slug) != campaign.tips.end();
    }
    if (!named)
      report.warning({cat("ar/tips/", tip.slug, ".md"), {}}, "unseen",
                     say("no campaign names this tip: nobody would see it"));
  }
}

// A manifest without its objects.
Manifest papers(const PackOptions& options) {
  Manifest manifest;
  manifest.version = options.version;
  manifest.created = options.created;
  manifest.starts = options.starts;
  manifest.expires = options.expires;
  manifest.targets = options.targets;
  manifest.recipients = options.recipients;
  manifest.languages.assign(base::kLanguages.begin(), base::kLanguages.end());
  return manifest;
}

}  // namespace

CheckedSources check_sources(const fs::path& folder, const CheckOptions& options) {
  CheckedSources checked;
  const SourceFiles files = read_files(folder, options.can_be_shown, checked.report);
  if (files.texts.empty() && files.unreadable.empty()) {
    checked.report.error({".", {}}, "folder", say("there are no sources here: is this the right folder?"));
    return checked;
  }
  Reading reading{checked.report, options.today};
  const std::optional<Table> sources = open_table(files, "sources", reading);
  if (sources) reading.sources.add(sources->rows, checked.report);
  if (has_file(files, "data/pictures.csv")) {
    const std::optional<Table> pictures = open_table(files, "pictures", reading);
    if (pictures) checked.pictures = read_pictures(pictures->rows, folder, reading, checked.contents);
  }
  read_pages(files, reading, checked.contents);
  read_tables(files, reading, checked.contents);
  if (has_file(files, kQuestionsFile)) {
    const std::optional<Node> questions = open_toml(files, "questions", reading);
    if (questions) read_questions(*questions, reading, checked.contents);
  }
  const std::optional<Node> site = open_toml(files, "site", reading);
  if (site) checked.edition = read_site(*site, reading, checked.contents);
  reading.edition = checked.edition;
  const std::optional<Node> campaigns = open_toml(files, "campaigns", reading);
  if (campaigns) read_campaigns(*campaigns, reading, checked.contents);
  check_links(checked.contents, reading);
  check_ways(checked.contents, reading);
  if (campaigns) check_tips(checked.contents, checked.report);
  check_pictures(checked.pictures, folder, reading);
  std::erase_if(checked.contents.pictures,
                [&](const Picture& picture) { return !reading.pictures_used.contains(picture.slug); });
  return checked;
}

std::string_view name_of(DateError) { return "bad-dates"; }

base::Result<void> check_dates(const PackOptions& options, std::optional<Day> today) {
  const auto out_of_order = [](const char* what, Day last, Day first) {
    return base::Error(DateError::out_of_order, cat("the pack's last day, ", day_text(last), ", is before ",
                                                    what, ", ", day_text(first)));
  };
  if (today && options.created > *today + kMaxDaysAhead) {
    return base::Error(DateError::far_ahead,
                       cat("the pack's date, ", day_text(options.created), ", is more than ",
                           kMaxDaysAhead.count(), " days ahead: look at the year"));
  }
  if (!options.expires) return base::done();
  if (options.starts && *options.expires < *options.starts)
    return out_of_order("its first", *options.expires, *options.starts);
  if (*options.expires < options.created) return out_of_order("its date", *options.expires, options.created);
  return base::done();
}

base::Bytes build_pack(const Contents& contents, const PackOptions& options) {
  Manifest manifest = papers(options);
  std::vector<base::Bytes> stored;
  for (const Document& document : encode(contents)) {
    base::Bytes frame = compress(base::as_bytes(document.json));
    manifest.objects.push_back(
        {document.kind, document.name, "zstd", crypto::hash_of(frame), frame.size(), document.json.size()});
    stored.push_back(std::move(frame));
  }
  return write_pack(manifest, stored);
}

base::Result<void> build_pack_file(const CheckedSources& sources, const PackOptions& options,
                                   const EncodePicture& re_encode, const fs::path& path) {
  PackWriter writer = TRY(PackWriter::create(path));
  for (const Document& document : encode(sources.contents))
    TRY(writer.add(document.kind, document.name, base::as_bytes(document.json)));
  for (const Picture& picture : sources.contents.pictures) {
    const base::Bytes file = TRY(store::read_file(sources.pictures.at(picture.slug), kMaxPictureFileBytes));
    const base::Result<base::Bytes> encoded = re_encode(file);
    if (!encoded)
      return base::Error(
          PackError::damaged,
          cat("media/", sources.pictures.at(picture.slug).filename().string(),
              " cannot be decoded: take it from the camera again (", encoded.error().sentence(), ")"));
    TRY(writer.add(kPictureKind, picture.slug, *encoded));
  }
  return writer.finish(papers(options), options.roots);
}

}  // namespace kiosk::content
