// kioskctl key: makes key pairs. The secret half is the only file of mode 0600 in its folder.

#include <memory>

#include "kiosk/complaint/identity.h"
#include "kiosk/crypto/key_file.h"
#include "kiosk/crypto/minisign.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

namespace fs = store::fs;
using base::Result;
using crypto::SecretBytes;

constexpr std::size_t kMaxKeyFileBytes = 4096;

enum class KeyError { there_already, escrow_is_cell, unknown_kind };
std::string_view name_of(KeyError code) {
  switch (code) {
    case KeyError::there_already:
      return "key-there-already";
    case KeyError::escrow_is_cell:
      return "escrow-is-the-cell";
    case KeyError::unknown_kind:
      return "no-public-key";
  }
  return "key";
}

struct KeyPair {
  SecretBytes secret;
  std::string shared;
  std::string mark;  // by which people compare it
  std::string secret_home;
  std::string shared_home;
};

KeyPair make_content_pair() {
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  return {key.file_text("content key of the commune, secret half"),
          key.public_half().file_text("content key of the commune, public half"), key.public_half().id_text(),
          "stays with those who sign packs, away from every kiosk",
          "goes to STATE/keys/content/ of every kiosk (`minisign -V -p` takes it too)"};
}

KeyPair make_root_pair() {
  const crypto::MinisignSecretKey key = crypto::MinisignSecretKey::make();
  return {key.file_text("root key of the commune, secret half"),
          key.public_half().file_text("root key of the commune, public half"), key.public_half().id_text(),
          "stays off line with one person, in a safe: it says who may sign content",
          "goes into the root: kioskctl root new --root-key"};
}

KeyPair make_kiosk_pair() {
  const crypto::SigningKey key = crypto::SigningKey::make();
  return {crypto::to_file(key), crypto::to_file(key.public_half()), key.public_half().fingerprint(),
          "goes to STATE/keys/kiosk.key of this kiosk and nowhere else",
          "is enrolled at the desk: kiosk-desk kiosk enrol"};
}

// As `kiosk-desk key list` and the names of the key files call it.
std::string mark_of(const crypto::CellPublicKey& key) { return base::to_hex(key.id()); }

KeyPair make_escrow_pair() {
  const crypto::CellSecretKey key = crypto::CellSecretKey::make();
  return {crypto::to_file(key), crypto::to_file(key.public_half()), mark_of(key.public_half()),
          "stays in a safe, away from the desk: it opens complaints when the cell's key is lost",
          "goes to STATE/keys/escrow.pub of every kiosk"};
}

KeyPair make_cell_pair() {
  const crypto::CellSecretKey key = crypto::CellSecretKey::make();
  return {crypto::to_file(key), crypto::to_file(key.public_half()), mark_of(key.public_half()),
          "stays at the complaints cell's desk, with one copy in a safe: without it no complaint opens",
          "goes to STATE/keys/cell.pub of every kiosk"};
}

Result<void> make(const std::string& role, const fs::path& folder) {
  const fs::path secret_path = folder / (role + ".key"), shared_path = folder / (role + ".pub");
  std::error_code ignored;
  if (fs::exists(secret_path, ignored) || fs::exists(shared_path, ignored)) {
    return base::Error(KeyError::there_already,
                       "there is a " + role + " key, or half of one, in this folder; nothing was changed");
  }
  const KeyPair pair = role == "content"  ? make_content_pair()
                       : role == "root"   ? make_root_pair()
                       : role == "kiosk"  ? make_kiosk_pair()
                       : role == "escrow" ? make_escrow_pair()
                                          : make_cell_pair();
  TRY(store::make_folder(fs::absolute(folder)));
  TRY(store::replace_file(secret_path, pair.secret.view(), store::FileMode::private_file));
  TRY(store::replace_file(shared_path, base::as_bytes(pair.shared), store::FileMode::public_file));
  std::cout << role << " key " << pair.mark << "\n"
            << "secret half " << secret_path.string() << ": " << pair.secret_home << "\n"
            << "public half " << shared_path.string() << ": " << pair.shared_home << "\n";
  return base::done();
}

// By hand, where a kiosk cannot follow by itself: the old key was lost or stolen.
Result<void> set_cell_key(const std::string& file, const fs::path& state) {
  const complaint::Identity identity = TRY(complaint::Identity::load(state));
  const crypto::CellPublicKey key =
      TRY(crypto::parse_cell_public(base::as_text(TRY(store::read_file(file, kMaxKeyFileBytes)))));
  for (const crypto::CellPublicKey& other : identity.recipients.all()) {
    const bool is_escrow = other != identity.recipients.cell() && other == key;
    if (is_escrow)
      return base::Error(KeyError::escrow_is_cell,
                         "this is the escrow's key, which seals already: bring the desk's keys/cell.pub");
  }
  TRY(complaint::keep_cell_key(state, key));
  std::cout << identity.id.text() << " seals to the cell's key " << base::to_hex(key.id())
            << " from its next start on; compare it with `kiosk-desk key list`\n";
  return base::done();
}

// The mark by which people compare a public key, of whichever kind the file is.
Result<void> show(const std::string& file) {
  const std::string text(base::as_text(TRY(store::read_file(file, kMaxKeyFileBytes))));
  if (const auto key = crypto::parse_kiosk_public(text)) {
    std::cout << "kiosk key " << key->fingerprint() << "\n";
  } else if (const auto cell = crypto::parse_cell_public(text)) {
    std::cout << "cell or escrow key " << mark_of(*cell) << "\n";
  } else if (const auto content = crypto::MinisignPublicKey::parse(text)) {
    std::cout << "content or root key " << content->id_text() << "\n";
  } else {
    return base::Error(KeyError::unknown_kind, file + " is not the public half of a key");
  }
  return base::done();
}

void add_show_command(CLI::App& group, int& exit_code) {
  CLI::App* command = group.add_subcommand("show", "Says by what a public key is compared.");
  const auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "a .pub file")->required();
  command->callback([file, &exit_code] {
    const Result<void> shown = show(*file);
    exit_code = shown ? 0 : refuse(shown.error());
  });
}

void add_cell_command(CLI::App& group, int& exit_code) {
  CLI::App* command = group.add_subcommand("cell", "Gives a kiosk the public key of the complaints cell.");
  const auto file = std::make_shared<std::string>();
  const auto state = std::make_shared<std::string>();
  command->add_option("file", *file, "cell.pub, from the desk")->required();
  command->add_option("--state", *state, "the kiosk's state folder")->required();
  command->callback([file, state, &exit_code] {
    const Result<void> set = set_cell_key(*file, *state);
    exit_code = set ? 0 : refuse(set.error());
  });
}

}  // namespace

base::Result<crypto::MinisignSecretKey> load_signing_key(const std::string& path) {
  base::Bytes secret = TRY(store::read_file(path, kMaxKeyFileBytes));
  base::Result<crypto::MinisignSecretKey> key = crypto::MinisignSecretKey::parse(base::as_text(secret));
  crypto::wipe(secret);
  return key;
}

base::Result<crypto::MinisignPublicKey> load_signers_key(const std::string& path) {
  return crypto::MinisignPublicKey::parse(base::as_text(TRY(store::read_file(path, kMaxKeyFileBytes))));
}

void add_key_commands(CLI::App& app, int& exit_code) {
  CLI::App& group = *app.add_subcommand(
      "key", "Key pairs of the content and its root, of a kiosk, of the complaints cell.");
  group.require_subcommand(1);
  CLI::App* command = group.add_subcommand("new", "Makes a key pair and says where each half belongs.");
  const auto role = std::make_shared<std::string>();
  const auto out = std::make_shared<std::string>();
  command->add_option("--role", *role, "content, root, kiosk, cell or escrow")
      ->required()
      ->check(CLI::IsMember({"content", "root", "kiosk", "cell", "escrow"}));
  command->add_option("--out", *out, "folder for the two files")->required();
  command->callback([role, out, &exit_code] {
    const Result<void> made = make(*role, *out);
    exit_code = made ? 0 : refuse(made.error());
  });
  add_cell_command(group, exit_code);
  add_show_command(group, exit_code);
}

}  // namespace kiosk::main
