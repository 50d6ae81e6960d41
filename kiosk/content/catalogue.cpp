#include "kiosk/content/catalogue.h"

namespace kiosk::content {
namespace {

template <typename T>
const T* find(const std::vector<T>& list, std::string_view slug) {
  for (const T& item : list) {
    if (item.slug == slug) return &item;
  }
  return nullptr;
}

template <typename Page>
Shown<Page> show(const std::vector<Translated<Page>>& pages, std::string_view slug, base::Language language) {
  const Translated<Page>* page = find(pages, slug);
  if (page == nullptr) return {};
  if (page->own(language)) return {&*page->own(language), false};
  return {&*page->own(base::Language::ar), true};
}

}  // namespace

base::Result<std::shared_ptr<const Catalogue>> Catalogue::from(const VerifiedPack& pack) {
  const std::shared_ptr<Catalogue> catalogue(new Catalogue);
  catalogue->contents_ = TRY(decode(pack.documents()));
  catalogue->manifest_ = pack.manifest();
  catalogue->signer_ = pack.signer();
  return std::shared_ptr<const Catalogue>(catalogue);
}

Shown<Article> Catalogue::article(std::string_view slug, base::Language language) const {
  return show(contents_.articles, slug, language);
}
Shown<Tip> Catalogue::tip(std::string_view slug, base::Language language) const {
  return show(contents_.tips, slug, language);
}
const Twin* Catalogue::twin(std::string_view slug) const { return find(contents_.twins, slug); }
const Period* Catalogue::period(std::string_view slug) const { return find(contents_.periods, slug); }
const Agreement* Catalogue::agreement(std::string_view slug) const {
  return find(contents_.agreements, slug);
}
const Campaign* Catalogue::campaign(std::string_view slug) const { return find(contents_.campaigns, slug); }
const Category* Catalogue::category(std::string_view slug) const { return find(contents_.categories, slug); }
const Service* Catalogue::service(std::string_view slug) const { return find(contents_.services, slug); }
const District* Catalogue::district(std::string_view slug) const { return find(contents_.districts, slug); }

std::vector<const Agreement*> Catalogue::agreements_of(const Period& period) const {
  std::vector<const Agreement*> found;
  for (const Agreement& agreement : contents_.agreements) {
    const int year = agreement.first_year;
    if (year >= period.first_year && year <= period.last_year) found.push_back(&agreement);
  }
  return found;
}

std::vector<const Campaign*> Catalogue::campaigns_on(Day today) const {
  std::vector<const Campaign*> found;
  for (const Campaign& campaign : contents_.campaigns) {
    const bool begun = !campaign.first_day || *campaign.first_day <= today;
    const bool over = campaign.last_day && *campaign.last_day < today;
    if (begun && !over) found.push_back(&campaign);
  }
  return found;
}

}  // namespace kiosk::content
