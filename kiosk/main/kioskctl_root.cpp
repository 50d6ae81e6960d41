// kioskctl root: who may sign content, kept by several people off line. A root is made, goes from one of them
// to the next to be signed, and then to the kiosks: the first one into STATE/keys/content/root.json, later
// ones inside packs.

#include <memory>

#include "kiosk/content/root.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/store/file.h"

namespace kiosk::main {
namespace {

using base::Result;

constexpr std::size_t kMaxSignatureBytes = 4096;

struct Told {
  std::string path, out, key, signature, after, created;
  std::vector<std::string> root_keys, content_keys;
  int root_threshold = 1, content_threshold = 1;
  std::int64_t version = 1;
  bool text = false;
};

int run(const Result<void>& result) { return result ? 0 : refuse(result.error()); }

Result<content::SignedRoot> load(const std::string& path) {
  return content::SignedRoot::parse(base::as_text(TRY(store::read_file(path, content::kMaxRootBytes))));
}

Result<void> save(const std::string& path, const content::SignedRoot& root) {
  return store::replace_file(path, base::as_bytes(root.file()), store::FileMode::public_file);
}

Result<content::KeyRole> role_of(const std::vector<std::string>& files, int threshold) {
  content::KeyRole role;
  role.threshold = threshold;
  for (const std::string& file : files) role.keys.push_back(TRY(load_signers_key(file)));
  return role;
}

Result<void> make(const Told& told) {
  content::Root root;
  root.version = told.version;
  root.created = TRY(base::parse_day(told.created));
  root.root = TRY(role_of(told.root_keys, told.root_threshold));
  root.content = TRY(role_of(told.content_keys, told.content_threshold));
  content::SignedRoot made;
  made.text = content::to_text(root);
  TRY(content::parse_root(made.text));
  TRY(save(told.out, made));
  std::cout << told.out << ": root " << root.version << ", to be signed by " << root.root.threshold << " of "
            << root.root.keys.size() << " root keys"
            << (root.version > 1 ? ", and as the last root says" : "") << "\n";
  return base::done();
}

Result<void> sign(const Told& told) {
  content::SignedRoot root = TRY(load(told.path));
  std::string signature;
  if (told.key.empty()) {
    signature = base::as_text(TRY(store::read_file(told.signature, kMaxSignatureBytes)));
  } else {
    const crypto::MinisignSecretKey key = TRY(load_signing_key(told.key));
    signature = key.sign(base::as_bytes(root.text), base::cat("root, version ", root.root.version));
  }
  const crypto::MinisignKeyId signer = TRY(crypto::minisign_key_id(signature));
  std::erase_if(root.signatures, [&](const std::string& old) {
    const Result<crypto::MinisignKeyId> id = crypto::minisign_key_id(old);
    return !id || *id == signer;
  });
  root.signatures.push_back(signature);
  TRY(save(told.path, root));
  std::cout << told.path << ": signed by " << crypto::MinisignPublicKey{signer, {}}.id_text() << "\n";
  return base::done();
}

void show_role(const char* name, const content::KeyRole& role) {
  std::cout << name << ": " << role.threshold << " of";
  for (const crypto::MinisignPublicKey& key : role.keys) std::cout << " " << key.id_text();
  std::cout << "\n";
}

Result<void> show(const Told& told) {
  const content::SignedRoot root = TRY(load(told.path));
  if (told.text) {
    std::cout << root.text;
    return base::done();
  }
  std::cout << "root " << root.root.version << ", created " << content::day_text(root.root.created) << "\n";
  show_role("root", root.root.root);
  show_role("content", root.root.content);
  for (const std::string& signature : root.signatures) {
    const Result<crypto::MinisignKeyId> id = crypto::minisign_key_id(signature);
    if (id) std::cout << "signature by " << crypto::MinisignPublicKey{*id, {}}.id_text() << "\n";
  }
  return base::done();
}

Result<void> check(const Told& told) {
  const content::SignedRoot root = TRY(load(told.path));
  if (told.after.empty()) {
    TRY(content::check_self_signed(root));
  } else {
    const content::SignedRoot last = TRY(load(told.after));
    TRY(content::check_follows(last.root, root));
  }
  std::cout << told.path << ": root " << root.root.version << ", signed as it has to be\n";
  return base::done();
}

void add_making(CLI::App& group, const std::shared_ptr<Told>& told, int& exit_code) {
  CLI::App* command = group.add_subcommand("new", "Writes a root, not signed yet.");
  command->add_option("--version", told->version, "1, or one above the last root")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, content::kMaxVersion));
  command->add_option("--created", told->created, "YYYY-MM-DD")->required();
  command->add_option("--root-key", told->root_keys, "public key of somebody who keeps the root")->required();
  command->add_option("--root-threshold", told->root_threshold, "so many of them must sign the next root")
      ->required();
  command->add_option("--content-key", told->content_keys, "public key of somebody who signs packs")
      ->required();
  command->add_option("--content-threshold", told->content_threshold, "so many of them must sign a pack");
  command->add_option("--out", told->out, "the root to write")->required();
  command->callback([told, &exit_code] { exit_code = run(make(*told)); });

  command = group.add_subcommand("sign", "Signs a root in place.");
  command->add_option("FILE", told->path, "the root")->required();
  auto* by = command->add_option_group("by")->require_option(1);
  by->add_option("--key", told->key, "a secret root key");
  by->add_option("--signature", told->signature, "minisign's signature of what `root show --text` prints");
  command->callback([told, &exit_code] { exit_code = run(sign(*told)); });
}

}  // namespace

void add_root_commands(CLI::App& app, int& exit_code) {
  CLI::App& group = *app.add_subcommand("root", "Who may sign content: make, sign, show, check.");
  group.require_subcommand(1);
  const auto told = std::make_shared<Told>();
  add_making(group, told, exit_code);

  CLI::App* command = group.add_subcommand("show", "Shows what a root says.");
  command->add_option("FILE", told->path, "the root")->required();
  command->add_flag("--text", told->text, "the signed text itself, byte for byte");
  command->callback([told, &exit_code] { exit_code = run(show(*told)); });

  command = group.add_subcommand("check", "Whether a root is signed as it has to be.");
  command->add_option("FILE", told->path, "the root")->required();
  command->add_option("--after", told->after, "the last root, which it has to follow");
  command->callback([told, &exit_code] { exit_code = run(check(*told)); });
}

}  // namespace kiosk::main
