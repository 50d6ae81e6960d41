#pragma once
// Pages from their files: ar/articles/governance.md with its translations of the same name in fr/ and en/.
// The Arabic file is the page; it alone names icons, pictures, figures and sources. A translation gives words
// only, and as many points, cards, chapters and figures as the Arabic. Where the Arabic cannot be read its
// translations are read alone, for what is wrong with them. Only the pack tool comes here.

#include "kiosk/content/markdown.h"
#include "kiosk/content/provenance.h"

namespace kiosk::content {

struct PageFiles {
  std::string slug;
  std::string path;  // below the language's folder, "articles/governance.md"
  std::array<const SourceText*, base::kLanguages.size()> files{};  // by Language, null where there is none
  std::array<bool, base::kLanguages.size()> is_unreadable{};  // there is one, and why it is none was said

  [[nodiscard]] const SourceText* file(base::Language language) const {
    return files[static_cast<std::size_t>(language)];
  }
};

// What reading gathers on its way.
struct Reading {
  Report& report;
  std::optional<Day> today{};    // where the program knows it
  std::optional<Day> edition{};  // site.toml's day, once that is read
  SourceList sources{};
  std::vector<PageLink> links{};
  std::map<std::string, Place> picture_places{};  // photographs, by slug
  std::set<std::string> pictures_used{};
  std::vector<std::string> unreadable{};  // pages that are there but could not be read: no dead links
  // Tables that are missing or could not be read ("services"): names are not looked up in them.
  std::set<std::string, std::less<>> unread{};
  // Rows that wait for the commune's word: "services/waste-company".
  std::set<std::string, std::less<>> waiting{};
};

// A picture that a page, card or slide names: one of the program's, or a photograph of the sources.
std::string read_picture(Fields& fields, Need need, Reading& reading);

// Nothing for a page that waits for confirmation or cannot be read at all.
std::optional<Translated<Article>> read_article(const PageFiles& files, Reading& reading);
std::optional<Translated<Tip>> read_tip(const PageFiles& files, Reading& reading);

}  // namespace kiosk::content
