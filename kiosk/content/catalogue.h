#pragma once
// What the screens read: the contents of one verified pack with its papers (version, dates, signer).
// Immutable and shared; a screen that holds one keeps showing it while another is installed. Can be made only
// from a VerifiedPack. A look-up takes a slug and a language; what was not translated comes in Arabic, and
// says so. Any thread.
//
// A picture of a page, card or slide is the name of an asset: one of the program's, or "picture/<hash>", a
// photograph of the pack, whose bytes are on the shelf (object_shelf.h).

#include <map>
#include <memory>

#include "kiosk/content/contents.h"
#include "kiosk/content/pack.h"

namespace kiosk::content {

// A page as it can be shown; `page` is null where there is none of that slug.
template <typename Page>
struct Shown {
  const Page* page = nullptr;
  bool is_fallback = false;  // Arabic instead of the language asked for
  explicit operator bool() const { return page != nullptr; }
  const Page* operator->() const { return page; }
  const Page& operator*() const { return *page; }
};

class Catalogue {
 public:
  static base::Result<std::shared_ptr<const Catalogue>> from(const VerifiedPack& pack);

  [[nodiscard]] std::int64_t version() const { return manifest_.version; }
  [[nodiscard]] Day created() const { return manifest_.created; }
  [[nodiscard]] std::optional<Day> expires() const { return manifest_.expires; }
  [[nodiscard]] const std::string& signer() const { return signer_; }
  // Expired content keeps showing; staff are told.
  [[nodiscard]] bool is_expired(base::Timestamp now) const {
    return manifest_.expires && is_past(*manifest_.expires, now);
  }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }

  [[nodiscard]] const Contents& contents() const { return contents_; }  // the lists, in their order
  [[nodiscard]] const Site& site() const { return contents_.site; }

  [[nodiscard]] Shown<Article> article(std::string_view slug, base::Language language) const;
  [[nodiscard]] Shown<Tip> tip(std::string_view slug, base::Language language) const;

  // Null where there is none.
  [[nodiscard]] const Twin* twin(std::string_view slug) const;
  [[nodiscard]] const Period* period(std::string_view slug) const;
  [[nodiscard]] const Agreement* agreement(std::string_view slug) const;
  [[nodiscard]] const Campaign* campaign(std::string_view slug) const;
  [[nodiscard]] const Category* category(std::string_view slug) const;
  [[nodiscard]] const Question* question(std::string_view code) const;  // of whichever category
  [[nodiscard]] const Service* service(std::string_view slug) const;
  [[nodiscard]] const District* district(std::string_view slug) const;

  // The photograph of an asset that a page, card or slide names; null for a picture of the program's.
  [[nodiscard]] const Picture* picture(std::string_view asset) const;

  // Of the agreements that began in the period, newest first.
  [[nodiscard]] std::vector<const Agreement*> agreements_of(const Period& period) const;
  // Campaigns shown on this day (of Moroccan time).
  [[nodiscard]] std::vector<const Campaign*> campaigns_on(Day today) const;

 private:
  Catalogue() = default;
  base::Result<void> name_pictures();
  Manifest manifest_;
  std::string signer_;
  Contents contents_;
  std::map<std::string, std::size_t, std::less<>> pictures_;  // by asset, where they are in contents_
};

}  // namespace kiosk::content
