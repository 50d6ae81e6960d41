#pragma once
// A catalogue of any contents: built, signed with a throw-away key and verified, as every catalogue is.

#include "kiosk/content/catalogue.h"
#include "kiosk/content/sources.h"

namespace kiosk::tests {

inline std::shared_ptr<const content::Catalogue> catalogue_of(const content::Contents& contents,
                                                              content::Day created = {}) {
  content::PackOptions options;
  options.created = created;
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  base::Bytes pack = content::sign_pack(content::build_pack(contents, options), key).value();
  const content::TrustedKeys keys({key.public_half()});
  const content::VerifiedPack verified =
      content::UnverifiedPack::from_bytes(std::move(pack)).value().verify(keys).value();
  return content::Catalogue::from(verified).value();
}

// Agreements of two periods that share 2009, newest first.
inline content::Contents timeline_contents() {
  using Field = content::Agreement::Field;
  content::Contents contents;
  const auto words = [](const char* text) {
    content::LocalText out;
    for (const base::Language language : base::kLanguages) out.own(language) = text;
    return out;
  };
  contents.periods.push_back({"2003-2009", 2003, 2009, words("2003-2009"), {}});
  contents.periods.push_back({"2009-2015", 2009, 2015, words("2009-2015"), {}});
  const auto add = [&](const char* slug, Field field, int first, int last, const char* partner) {
    contents.agreements.push_back(
        {slug, field, first, last, words(slug), words(partner), words("aim"), words("state"), {}, {}});
  };
  add("parks", Field::environment, 2014, 2016, "City of Rivers");
  add("books", Field::culture, 2012, 2012, "Book fund");
  add("lights", Field::economy, 2012, 0, "City of Rivers");
  add("twins", Field::society, 2009, 2009, "Old town");
  add("crafts", Field::economy, 2004, 2005, "Guild");
  return contents;
}

}  // namespace kiosk::tests
