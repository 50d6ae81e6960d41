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

// In the pack a photograph is known by its slug; on this kiosk by the hash of what is to be seen.
base::Result<void> Catalogue::name_pictures() {
  std::map<std::string, std::string> assets;
  for (const PackObject& object : manifest_.objects) {
    if (object.is_picture()) assets[object.name] = base::cat(kPictureKind, "/", object.hash.text());
  }
  for (std::size_t i = 0; i < contents_.pictures.size(); ++i) {
    const auto asset = assets.find(contents_.pictures[i].slug);
    if (asset == assets.end()) {
      return base::Error(PackError::damaged,
                         base::cat("the picture \"", contents_.pictures[i].slug, "\" is not in the pack"));
    }
    pictures_.emplace(asset->second, i);
  }
  const auto name = [&](std::string& picture) {
    const auto asset = assets.find(picture);
    if (asset != assets.end()) picture = asset->second;
  };
  for (Slide& slide : contents_.slides) name(slide.picture);
  for (Translated<Article>& article : contents_.articles) {
    for (std::optional<Article>& page : article.pages) {
      if (!page) continue;
      name(page->picture);
      for (Card& card : page->cards) name(card.picture);
    }
  }
  return base::done();
}

base::Result<std::shared_ptr<const Catalogue>> Catalogue::from(const VerifiedPack& pack) {
  const std::shared_ptr<Catalogue> catalogue(new Catalogue);
  catalogue->contents_ = TRY(decode(pack.documents()));
  catalogue->manifest_ = pack.manifest();
  catalogue->signer_ = pack.signer();
  TRY(catalogue->name_pictures());
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
const Question* Catalogue::question(std::string_view code) const {
  for (const Category& category : contents_.categories) {
    for (const Question& question : category.questions) {
      if (question.code == code) return &question;
    }
  }
  return nullptr;
}
const Service* Catalogue::service(std::string_view slug) const { return find(contents_.services, slug); }
const District* Catalogue::district(std::string_view slug) const { return find(contents_.districts, slug); }

const Picture* Catalogue::picture(std::string_view asset) const {
  const auto found = pictures_.find(asset);
  return found == pictures_.end() ? nullptr : &contents_.pictures[found->second];
}

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
