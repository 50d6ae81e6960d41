#include "kiosk/crypto/minisign.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace kiosk;
using namespace kiosk::crypto;
using base::as_bytes;

namespace {

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

bool runs(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

}  // namespace

TEST_CASE("minisign accepts our signature and our keys") {
  const tests::TempFolder folder;
  const MinisignSecretKey key = MinisignSecretKey::make();
  write(folder / "data", "the pack's manifest");
  write(folder / "key.pub", key.public_half().file_text("content key"));
  write(folder / "data.minisig", key.sign(as_bytes("the pack's manifest"), "version 7"));
  const std::string at = folder.path().string();
  CHECK(runs("minisign -V -p " + at + "/key.pub -m " + at + "/data"));
  write(folder / "data", "the pack's manifesT");
  CHECK_FALSE(runs("minisign -V -p " + at + "/key.pub -m " + at + "/data"));

  write(folder / "key.sec", base::as_text(key.file_text("secret").view()));
  REQUIRE(runs("minisign -S -s " + at + "/key.sec -m " + at + "/data -t 'by minisign'"));
  CHECK(key.public_half().verify(as_bytes("the pack's manifesT"), read(folder / "data.minisig")).value() ==
        "by minisign");
}

TEST_CASE("we accept keys and signatures that minisign made") {
  const tests::TempFolder folder;
  const std::string at = folder.path().string();
  REQUIRE(runs("minisign -G -W -p " + at + "/key.pub -s " + at + "/key.sec"));
  write(folder / "data", "words");
  REQUIRE(runs("minisign -S -s " + at + "/key.sec -m " + at + "/data -t note"));
  const MinisignPublicKey key = MinisignPublicKey::parse(read(folder / "key.pub")).value();
  CHECK(key.verify(as_bytes("words"), read(folder / "data.minisig")).value() == "note");
  CHECK(MinisignSecretKey::parse(read(folder / "key.sec")).value().public_half() == key);
  REQUIRE(runs("minisign -S -l -s " + at + "/key.sec -m " + at + "/data"));
  INFO("the older kind, over the data itself, is refused");
  CHECK_FALSE(key.verify(as_bytes("words"), read(folder / "data.minisig")).ok());
}

TEST_CASE("a changed signature, comment, datum or key is refused") {
  const MinisignSecretKey key = MinisignSecretKey::make();
  const std::string signature = key.sign(as_bytes("data"), "comment");
  CHECK(key.public_half().verify(as_bytes("data"), signature).ok());
  CHECK_FALSE(key.public_half().verify(as_bytes("datb"), signature).ok());
  CHECK(MinisignSecretKey::make()
            .public_half()
            .verify(as_bytes("data"), signature)
            .error()
            .is(CryptoError::wrong_key));
  const std::size_t first_line = signature.find('\n') + 1;
  for (std::size_t at = first_line; at < signature.size() - 1; ++at) {
    for (const int bit : {0, 3}) {
      std::string flipped = signature;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      if (key.public_half().verify(as_bytes("data"), flipped).ok())
        FAIL("byte " << at << " changed and accepted");
    }
  }
  for (std::size_t size = 0; size + 1 < signature.size(); ++size) {
    if (key.public_half().verify(as_bytes("data"), signature.substr(0, size)).ok()) FAIL("cut at " << size);
  }
}
